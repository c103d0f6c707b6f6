# Completion of bigcity-tui for bash.
_bigcity_tui() {
    local line=${COMP_LINE:0:COMP_POINT} word found before= current cut
    current=${line##*[[:space:]]}
    found=$("$1" completion bash --line "$line" 2> /dev/null)
    COMPREPLY=()
    case $found in
        FILE|DIR)
            [[ $current == --*=* ]] && current=${current#*=}
            compopt -o filenames 2> /dev/null
            [[ $found == DIR ]] && found=-d || found=-f
            found=$(compgen $found -- "$current")
            ;;
        *)
            # Bash cuts words at these too: only what follows the last one is to be put in.
            cut=${COMP_WORDBREAKS//[^=:]/}
            [[ -n $cut ]] && before=${current%"${current##*[$cut]}"}
            ;;
    esac
    while IFS= read -r word; do
        word=${word%%$'\t'*}
        [[ -n $word ]] && COMPREPLY+=("${word#"$before"}")
    done <<< "$found"
}
complete -F _bigcity_tui bigcity-tui
