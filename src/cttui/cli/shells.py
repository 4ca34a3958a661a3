"""What ``cttui completion`` prints: a few lines for a shell, which ask ``cttui complete`` at each Tab.

``cttui complete`` prints how the rows are to be taken on its first line (``completion.How``) and then a row a line, the
value and what it means with a tab between. Nothing of the command line stands in the scripts.
"""

from __future__ import annotations

BASH = r"""# bash completion of cttui; in ~/.bashrc: eval "$(cttui completion bash)"
_cttui() {
    local row how=
    COMPREPLY=()
    while IFS= read -r row; do
        if [ -z "$how" ]; then how=$row; else COMPREPLY+=("${row%%$'\t'*}"); fi
    done < <(command "${1/#\~/$HOME}" complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    case $how in
        open) compopt -o nospace 2>/dev/null ;;
        files) return ;;
        both) while IFS= read -r row; do COMPREPLY+=("$row"); done < <(compgen -f -- "$2") ;;
    esac
    [ "$how" = both ] && compopt -o filenames 2>/dev/null
    compopt +o default +o bashdefault 2>/dev/null
}
complete -o bashdefault -o default -F _cttui cttui
"""

ZSH = r"""#compdef cttui
# zsh completion of cttui; in ~/.zshrc after compinit: source <(cttui completion zsh)
_cttui() {
    local -a rows values texts open
    local row
    rows=("${(@f)$(command ${(Q)words[1]} complete words "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for row in "${(@)rows[2,-1]}"; do
        [[ -n $row ]] || continue
        values+=("${row%%$'\t'*}")
        texts+=("${row/$'\t'/  -- }")
    done
    [[ $rows[1] == open ]] && open=(-S '')
    compadd "${open[@]}" -l -d texts -a values
    [[ $rows[1] == (files|both) ]] && _files
}
if [[ $funcstack[1] == _cttui ]]; then _cttui "$@"; else compdef _cttui cttui; fi
"""

FISH = r"""# fish completion of cttui; in ~/.config/fish/config.fish: cttui completion fish | source
function __cttui_complete
    set -l words (commandline -opc)
    set -l rows (command $words[1] complete words $words[2..-1] (commandline -ct | string trim -l -c '"\'') 2>/dev/null)
    set -l how $rows[1]
    set -e rows[1]
    test (count $rows) -gt 0; and printf '%s\n' $rows
    contains -- "$how" files both; and __fish_complete_path (commandline -ct)
end
complete -c cttui -f -k -a '(__cttui_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""The script for each shell, by its name."""


def read_bash(line: str) -> tuple[list[str], str, str]:
    """A command line of bash up to the cursor, read as bash reads words.

    Returns:
        The words before the one at the cursor; that word as far as it is typed; the quotation mark that is open in it, or
        an empty text.
    """
    words: list[str] = []
    word, quote, begun = "", "", False
    chars = iter(line)
    for char in chars:
        if quote == "'":
            quote, word = ("", word) if char == "'" else (quote, word + char)
        elif char == "\\":
            following = next(chars, "")
            word += following if not quote or following in '"\\$`' else char + following
            begun = True
        elif quote:
            quote, word = ("", word) if char == '"' else (quote, word + char)
        elif char in "\"'":
            quote, begun = char, True
        elif char.isspace():
            if word or begun:
                words.append(word)
            word, begun = "", False
        else:
            word += char
    return words, word, quote


def written_bash(value: str, typed: str, quote: str, breaks: str) -> str:
    """A word as bash has to be given it: what is typed up to the last sign that divides words there stands already.

    Args:
        value: The whole word.
        typed: The word as far as it is typed.
        quote: The quotation mark that is open in it; in one, no sign divides.
        breaks: The signs that divide words, as ``COMP_WORDBREAKS`` has them.
    """
    if quote == '"':
        return "".join(f"\\{char}" if char in '"\\$`' else char for char in value)
    if quote:
        return value.replace("'", "'\\''")
    stands = max((place + 1 for place, char in enumerate(typed) if char in breaks and char in ":=,"), default=0)
    return "".join(char if char.isalnum() or char in "_-./:=,+@%^" else f"\\{char}" for char in value[stands:])
