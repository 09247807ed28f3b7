# What the run.sh of all examples have in common; they source it. What they start ends with them, however that comes about: each puts the
# process ids into started, and files into the folder work, which goes too.

work=$(mktemp -d)
started=() # process ids, to be ended from the last to the first

say() { printf '\n==> %s\n' "$*"; }
fail() {
    printf 'run.sh: %s\n' "$*" >&2
    exit 1
}

# is_stale BUILT SOURCE...: whether what is built is missing, or older than one of the files in or under the sources
is_stale() {
    [[ ! -f $1 || -n $(find "${@:2}" -type f -newer "$1" -print -quit) ]]
}

# show_command WORD...: prints a command to be copied, quoted where the shell needs it, and only there
show_command() {
    local word
    for word in "$@"; do
        [[ $word =~ ^[A-Za-z0-9_./:=,#+-]+$ ]] || word=${word@Q}
        printf '%s ' "$word"
    done
    printf '\n'
}

# end_process PID: asks it to end, and insists after 5 s
end_process() {
    local left
    kill "$1" 2>/dev/null || return 0
    for ((left = 50; left > 0; left--)); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null || true
}

# ended PID: it has ended and was waited for, so that another process may have its id by now
ended() {
    local at
    for at in "${!started[@]}"; do
        [[ ${started[at]} != "$1" ]] || unset 'started[at]'
    done
    started=("${started[@]}")
}

# Calls the function put_away first, if run.sh has one.
cleanup() {
    local status=$? at
    trap - EXIT INT TERM PIPE
    if declare -F put_away >/dev/null; then put_away || true; fi
    for ((at = ${#started[@]} - 1; at >= 0; at--)); do
        end_process "${started[at]}"
    done
    wait 2>/dev/null || true
    rm -rf -- "$work"
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 141' PIPE # nobody reads on: bash would end without the clean-up above
