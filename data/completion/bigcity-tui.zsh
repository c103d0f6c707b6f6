#compdef bigcity-tui
# Completion of bigcity-tui for zsh: to be sourced, or to lie in a folder of fpath.
_bigcity_tui() {
    local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
    local -a found
    found=("${(@f)$("$words[1]" completion zsh --line "$line" 2> /dev/null)}")
    case $found[1] in
        '') ;;
        FILE) compset -P '--*='; _files ;;
        DIR) compset -P '--*='; _files -/ ;;
        *) compadd -- "${(@)found%%$'\t'*}" ;;
    esac
}
if [[ $funcstack[1] == _bigcity_tui ]]; then
    _bigcity_tui "$@"
else
    compdef _bigcity_tui bigcity-tui
fi
