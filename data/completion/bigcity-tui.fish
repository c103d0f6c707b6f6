# Completion of bigcity-tui for fish.
function __bigcity_tui
    set -l line (commandline -cp | string collect)
    set -l found (bigcity-tui completion fish --line "$line" 2> /dev/null)
    set -l current (commandline -ct | string replace -r -- '^--[^=]*=' '')
    switch "$found[1]"
        case FILE
            __fish_complete_path $current
        case DIR
            __fish_complete_directories $current ''
        case '*'
            string join \n -- $found
    end
end
complete -c bigcity-tui -f -a '(__bigcity_tui)'
