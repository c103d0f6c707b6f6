"""Completion for bash, zsh and fish: scripts in their own words, whole and constant.

Each walks along the line to find the command, and an option that waits for its value, then offers
what may come there.
"""

from bigcity_tui.cli.command import PROGRAM, Argument
from bigcity_tui.cli.offers import FILES, FOLDERS, Place, offered
from bigcity_tui.cli.parser import SHORT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FUNCTION = "_bigcity_tui"
_FISH = "__bigcity_tui_at"
_FISH_PATHS = {FILES: " -F", FOLDERS: " -a '(__fish_complete_directories)'"}


def bash(places: "list[Place]") -> str:
    """The script for bash, 3.2 and later."""
    paths = {FILES: "path=-f", FOLDERS: "path=-d"}
    return f"""\
# Completion of {PROGRAM} for bash.
{_FUNCTION}() {{
    local line=${{COMP_LINE:0:COMP_POINT}} word command= expects= current= found= path= i
    local -a words
    read -ra words <<< "$line"
    if [[ $line != *[[:space:]] ]]; then
        current=${{words[${{#words[@]}}-1]}}
        unset "words[${{#words[@]}}-1]"
    fi
    for ((i = 1; i < ${{#words[@]}}; i++)); do
        word=${{words[i]}}
        if [[ -n $expects ]]; then
            expects=
            continue
        fi
        {_walk(places)}
    done
    if [[ -z $expects && $current == --*=* ]]; then
        expects=${{current%%=*}}
        current=${{current#*=}}
    fi
    case "$command/$expects" in
        {_cases(places, 'found="{}"', paths)}
    esac
    COMPREPLY=()
    if [[ -n $path && $current != -* ]]; then
        compopt -o filenames 2> /dev/null
        while IFS= read -r word; do
            COMPREPLY+=("$word")
        done < <(compgen "$path" -- "$current")
        return
    fi
    # Bash cuts the line at colons too: only what follows the last one is to be put in.
    local before=
    [[ $COMP_WORDBREAKS == *:* && $current == *:* ]] && before=${{current%"${{current##*:}}"}}
    for word in $(compgen -W "$found" -- "$current"); do
        COMPREPLY+=("${{word#"$before"}}")
    done
}}
complete -F {_FUNCTION} {PROGRAM}
"""


def zsh(places: "list[Place]") -> str:
    """The script for zsh: to be sourced, or to lie in a folder of `fpath`."""
    paths = {FILES: "_files", FOLDERS: "_files -/"}
    return f"""\
#compdef {PROGRAM}
# Completion of {PROGRAM} for zsh.
{_FUNCTION}() {{
    local word command= expects= i
    local -a found
    for ((i = 2; i < CURRENT; i++)); do
        word=$words[i]
        if [[ -n $expects ]]; then
            expects=
            continue
        fi
        {_walk(places)}
    done
    if [[ -z $expects && $PREFIX == --*=* ]]; then
        expects=${{PREFIX%%=*}}
        compset -P '*='
    fi
    case "$command/$expects" in
        {_cases(places, "found=({})", paths)}
    esac
    compadd -a found
}}
if [[ $funcstack[1] == {_FUNCTION} ]]; then
    {_FUNCTION} "$@"
else
    compdef {_FUNCTION} {PROGRAM}
fi
"""


def fish(places: "list[Place]") -> str:
    """The script for fish, 3.0 and later."""
    valued = " ".join(_valued(places))
    heads = " ".join(f"'{place.name}'" for place in places if place.name)
    lines = "\n".join(line for place in places for line in _fish_place(place))
    return f"""\
# Completion of {PROGRAM} for fish.
function {_FISH}
    set -l command ''
    set -l expects 0
    for word in (commandline -opc)[2..-1]
        if test $expects = 1
            set expects 0
        else if contains -- $word {valued}
            set expects 1
        else if not string match -q -- '-*' $word
            set -l longer (string trim -- "$command $word")
            contains -- $longer {heads}; and set command $longer
        end
    end
    test "$command" = "$argv"
end
complete -c {PROGRAM} -f
{lines}
"""


def _walk(places: "list[Place]") -> str:
    """The step of bash and zsh from one word of a line to the next."""
    heads = "|".join(f'"{place.name}"' for place in places if place.name)
    return f"""case $word in
            {"|".join(_valued(places))}) expects=$word ;;
            -*) ;;
            *)
                case "$command${{command:+ }}$word" in
                    {heads}) command="$command${{command:+ }}$word" ;;
                esac
                ;;
        esac"""


def _valued(places: "list[Place]") -> list[str]:
    """The options that a value follows, by all their names."""
    options = [option for place in places for option in place.options if option.metavar]
    return sorted({name for option in options for name in _spellings(option)})


def _spellings(option: Argument) -> list[str]:
    return [option.name, *(short for short, name in SHORT.items() if name == option.name)]


def _cases(places: "list[Place]", setting: str, paths: dict[str, str]) -> str:
    """What may come after a command, or after an option of its own, for bash and zsh."""
    lines = []
    for place in places:
        for option in place.options:
            if option.metavar is not None:
                found = offered(option)
                does = paths.get(option.metavar) or (
                    setting.format(" ".join(found)) if found else ""
                )
                names = "|".join(f'"{place.name}/{name}"' for name in _spellings(option))
                lines.append(f"{names}) {does} ;;")
        words = (*place.words, *(option.name for option in place.options))
        does = setting.format(" ".join(words))
        also = f"; {paths[place.path]}" if place.path else ""
        lines.append(f'"{place.name}/") {does}{also} ;;')
    return "\n        ".join(lines)


def _fish_place(place: Place) -> "Iterator[str]":
    start = f"complete -c {PROGRAM} -n '{_FISH} {place.name}'"
    for word, about in place.words.items():
        yield f"{start} -a {word}" + (f" -d {_fish_quoted(about)}" if about else "")
    if place.path:
        yield start + _FISH_PATHS[place.path]
    for option in place.options:
        names = " ".join(
            f"-s {name[1:]}" if len(name) == 2 else f"-l {name[2:]}" for name in _spellings(option)
        )
        if option.metavar is None:
            value = ""
        elif option.metavar in _FISH_PATHS:
            value = " -r" + _FISH_PATHS[option.metavar]
        else:
            value = f" -x -a '{' '.join(offered(option))}'"
        yield f"{start} {names}{value} -d {_fish_quoted(option.about)}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
