# What the run.sh of the examples for frameworks have in common; they source it. It starts one program under the agent and looks at
# its threads three times: when all is well, while a handler hangs, and after that. Each look waits for what is to be seen, not for a time.
#
# The program takes its orders from standard input: a line makes its handler hang, the next one lets it go on, and the end ends it. So
# it ends with this script, however that went.

PATIENCE=120 # seconds for each look: only a machine that is very busy needs more than a few

here=$(cd -- "$(dirname -- "${BASH_SOURCE[1]}")" && pwd) # where the run.sh is that sources this
root=$(cd -- "$here/../.." && pwd)
agent_jar=$root/agent/target/pollwatch-agent.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

source "$root/examples/start-and-end.sh"

(($# == 0)) || { printf 'run.sh: it takes no arguments, but was given: %s\n' "$*" >&2 && exit 2; }
command -v "$java" >/dev/null || fail "there is no '$java': install a JDK of 17 or newer, and put it on the PATH or into JAVA_HOME"

log=$work/program.log

# ended_with_input SECONDS: closes the program's input, and tells whether it ends in that time
ended_with_input() {
    local left=$(($1 * 10))
    exec {console}>&-
    while kill -0 "$program" 2>/dev/null; do
        ((left-- > 0)) || return 1
        sleep 0.1
    done
}

# put_away: lets the program put its things away before it is ended
put_away() { [[ -z ${console:-} ]] || ended_with_input 5; }

# --- for run.sh ------------------------------------------------------------------------------------------------------

# build PHASE: builds the agent where it is missing, and the example up to Maven's phase where its sources are newer
build() {
    local built=$here/target/built
    if [[ ! -f $agent_jar ]]; then
        need_maven
        say "building the agent (the first time Maven fetches libraries, which takes a while)"
        (cd -- "$root" && mvn -B -q -pl agent -am package -DskipTests) || fail "the build failed; the reason stands above"
    fi
    if is_stale "$built" "$here/pom.xml" "$here/src"; then
        need_maven
        say "building the example (the first time Maven fetches libraries, which takes a while)"
        (cd -- "$here" && mvn -B -q "$1") || fail "the build failed; the reason stands above"
        touch -- "$built"
    fi
}

need_maven() { command -v mvn >/dev/null || fail "'mvn' is not on the PATH, and there is something to build: install Maven 3.8.6 or newer"; }

# start OPTIONS ARGUMENT...: starts java with the agent, with these options for it, and these arguments
start() {
    local command=("$java" "-javaagent:${agent_jar#"$root/"}=$1" "${@:2}")
    say "starting:"
    show_command "${command[@]}"
    mkfifo -- "$work/console"
    (cd -- "$root" && exec "${command[@]}") <"$work/console" >"$log" 2>&1 &
    program=$!
    started+=("$program")
    exec {console}>"$work/console"
}

# wait_for WHAT COMMAND...: repeats the command until it succeeds; ends the script when it does not in time or the program has ended
wait_for() {
    local deadline=$((SECONDS + PATIENCE)) what=$1
    shift
    until "$@"; do
        if ! kill -0 "$program" 2>/dev/null; then
            cat -- "$log" >&2
            fail "the program ended early; its output above says why"
        fi
        if ((SECONDS >= deadline)); then
            cat -- "$log" >&2
            printf '%s\n' "${table:-}" >&2
            fail "not seen in $PATIENCE s: $what. Above is the program's output, and how its threads stand"
        fi
        sleep 0.2
    done
}

# three_looks THREAD DIAGNOSIS FRAME: shows the three looks. THREAD is a regular expression for the name of the thread whose handler
# hangs, DIAGNOSIS another one for the word for it, FRAME the method in which it hangs. Calls the function also, if run.sh has one, after each look.
three_looks() {
    local row="^($1) +[^ ]+#[^ ]+ +[0-9-]+ +[0-9-]+ +"
    well_row="$row(ALIVE|SLEEP) +[^ ]+ +[1-9][0-9 ]* [^ ]+ +[0-9]+"
    dead_row="${row}DEAD .* ($2) "
    recovered_row="$row(ALIVE|SLEEP) +[^ ]+ +[1-9][0-9 ]* [^ ]+ +[1-9]"
    frame=$3

    wait_for "a well thread '$1' that goes round" status_is 0 "$well_row"
    look "1 of 3: all is well"
    printf '\n' >&"$console"
    wait_for "a thread '$1' that is DEAD with $2 and $3" dead_with_stack
    look "2 of 3: a handler hangs"
    printf '\n' >&"$console"
    wait_for "that thread well again" status_is 0 "$recovered_row"
    look "3 of 3: it has recovered"

    say "all three were seen; ending the program"
    ended_with_input "$PATIENCE" || fail "the program did not end with its input"
    local status=0
    wait "$program" || status=$?
    ended "$program"
    ((status == 0)) || { cat -- "$log" >&2 && fail "the program ended with exit code $status; its output stands above"; }
}

# --- looking ---------------------------------------------------------------------------------------------------------

# status_is CODE ROW: whether the status command exits so and prints such a row; sets table to what it prints
status_is() {
    local code=0 line
    table=$("$java" -jar "$agent_jar" status "$program" 2>&1) || code=$?
    ((code == $1)) || return 1
    while IFS= read -r line; do
        [[ $line =~ $2 ]] && return 0
    done <<<"$table"
    return 1
}

# The verdict comes first, and the stack a moment later.
dead_with_stack() { status_is 2 "$dead_row" && [[ $table == *" DEAD for "*"$frame("* ]]; }

look() {
    say "$1"
    printf '$ java -jar %s status %s\n%s\n' "${agent_jar#"$root/"}" "$program" "$table"
    if declare -F also >/dev/null; then also; fi
}
