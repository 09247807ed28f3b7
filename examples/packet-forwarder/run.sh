#!/usr/bin/env bash
# Shows Pollwatch at work: starts the packet forwarder under the agent, lets something go wrong in one of its workers, lets it
# recover, and prints the health table at each stage. Exits with 0 only if all three stages were seen. --help says more.
set -euo pipefail

usage='usage: run.sh [--fault FAULT] [--seconds N] [--keep-going]

  --fault FAULT  what goes wrong in worker-1, and what Pollwatch must find (default stall):
                   stall  it spins and polls no more              SPINNING, with the frame
                   lock   it waits for a monitor of admin-0       BLOCKED, with the holder
                   block  it reads from a peer that never answers IN_SYSCALL, with the call
                   sleep  it sleeps where no poll loop may        WAITING
                   throw  its loop is left by an exception        THREW, with the exception
  --seconds N    end N seconds after the start of the forwarder (default 30, 15 at least)
  --keep-going   go on after the three stages until Ctrl-C, to look around'

source "$(dirname -- "${BASH_SOURCE[0]}")/../start-and-end.sh"

misused() {
    printf 'run.sh: %s\n' "$*" >&2
    exit 2
}

fault=stall
seconds=30
keep_going=false
while (($# > 0)); do
    case $1 in
        --fault)
            (($# > 1)) || misused "--fault needs a word behind it: stall, lock, block, sleep or throw"
            [[ $2 =~ ^(stall|lock|block|sleep|throw)$ ]] ||
                misused "--fault: '$2' is none of them: give stall, lock, block, sleep or throw"
            fault=$2
            shift 2
            ;;
        --seconds)
            (($# > 1)) || misused "--seconds needs a number behind it: such as --seconds 30"
            [[ $2 =~ ^[0-9]{1,6}$ ]] || misused "--seconds: '$2' is not a whole number of seconds: give 15 to 999999"
            seconds=$((10#$2))
            ((seconds >= 15)) || misused "--seconds: $2 is too short for all three stages: give 15 at least"
            shift 2
            ;;
        --keep-going) keep_going=true && shift ;;
        --help) printf '%s\n' "$usage" && exit 0 ;;
        *) misused "unknown argument '$1': --help lists what there is" ;;
    esac
done

# Of the time that there is, the fault takes a quarter.
length=$((seconds / 4 < 5 ? 5 : seconds / 4 > 30 ? 30 : seconds / 4))

example=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$example/../.." && pwd)
agent_jar=$root/agent/target/pollwatch-agent.jar
forwarder_jar=$example/target/packet-forwarder.jar

for tool in java curl; do
    command -v "$tool" >/dev/null || fail "'$tool' is not on the PATH: install it (java: a JDK of 17 or newer)"
done

# --- build what is missing -------------------------------------------------------------------------------------------

if is_stale "$agent_jar" "$root/pom.xml" "$root/MANIFEST.MF.template" "$root/agent/pom.xml" "$root/agent/src/main" ||
    is_stale "$forwarder_jar" "$root/pom.xml" "$example/pom.xml" "$example/src/main"; then
    command -v mvn >/dev/null || fail "'mvn' is not on the PATH, and the jars must be built: install Maven 3.8.6 or newer"
    say "building the agent and the forwarder (the first time it fetches libraries, which takes a while)"
    (cd -- "$root" && mvn -B -q -pl agent,examples/packet-forwarder -am package -DskipTests) ||
        fail "the build failed; the reason stands above"
    # A build that finds nothing to do leaves the old time stamp, and would be asked for again each time.
    touch -- "$agent_jar" "$forwarder_jar"
fi

# --- start -----------------------------------------------------------------------------------------------------------

log=$work/forwarder.log
table_pid=''

options=interval=1s
for loop in RxLoop WorkerLoop TxLoop SinkLoop ControlLoop; do
    options+=",loop=com.example.forwarder.$loop#run"
done
# G1 also where the JVM would take the serial collector (one CPU): under that, JDK 17 cannot give the stack of a spinning
# thread without stopping all others, and Pollwatch then takes none.
command=(java -XX:+UseG1GC "-javaagent:$agent_jar=$options" -jar "$forwarder_jar")
$keep_going || command+=(--seconds "$seconds")

say "starting:"
show_command "${command[@]}"
printf '\n'
: >"$log"
"${command[@]}" >"$log" 2>&1 </dev/null &
forwarder_pid=$!
started+=("$forwarder_pid")
tail -f -n +1 --pid="$forwarder_pid" -- "$log" 2>/dev/null &
tail_pid=$!
started=("$tail_pid" "${started[@]}") # ends last, since it shows how the forwarder ends

running() { kill -0 "$forwarder_pid" 2>/dev/null; }

# wait_for SECONDS WHAT COMMAND...: repeats the command until it succeeds; ends the script when it does not in that time
wait_for() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        running || fail "the forwarder ended early; its output above says why"
        if ((SECONDS >= deadline)); then
            [[ -z $table_pid ]] || { table && show_table "as it stands"; }
            fail "$what was not seen"
        fi
        sleep 0.1
    done
}

# log_holds PATTERN: sets match to what the pattern's group matches in the first line of the log that matches
log_holds() {
    local line
    while IFS= read -r line; do
        if [[ $line =~ $1 ]]; then
            match=${BASH_REMATCH[1]}
            return 0
        fi
    done <"$log"
    return 1
}

match=''
wait_for 10 "the forwarder's control port" log_holds '^control on tcp 127\.0\.0\.1:([0-9]+)$'
control_port=$match
wait_for 10 "the agent's HTTP address, a line '[pollwatch] … http://…'," \
    log_holds '\[pollwatch\].*(http://[^/ ]+:[0-9]+)'
address=$match

# One connection for all tables: a new virtual machine for each would come late on a busy machine.
coproc TABLE { exec java "$example/HealthTable.java" "$forwarder_pid" -; }
# Bash forgets both when the coprocess ends.
table_pid=$TABLE_PID
started+=("$table_pid")
exec {table_in}>&"${TABLE[1]}" {table_out}<&"${TABLE[0]}"

# table: sets table to what HealthTable.java prints now
table() {
    local line
    table=''
    printf '\n' >&"$table_in" || fail "the health table could not be asked for; the reason stands above"
    while IFS= read -r -t 20 -u "$table_out" line; do
        [[ $line == . ]] && return 0
        table+=$line$'\n'
    done
    fail "the health table did not come; the reason stands above"
}

show_table() {
    say "$1"
    printf '\n%s\n' "$table"
}

# forwarder_command LINE: sends one line to the forwarder's control port and prints the reply
forwarder_command() {
    local connection reply
    exec {connection}<>"/dev/tcp/127.0.0.1/$control_port"
    printf '%s\n' "$1" >&"$connection"
    IFS= read -r -t 5 -u "$connection" reply || fail "the forwarder did not reply to '$1'"
    exec {connection}>&-
    printf '%s\n' "$reply"
    [[ $reply == ok:* ]]
}

# in_state THREAD STATE...: whether the metrics, as fetched last, say that the thread is in one of the states
in_state() {
    local line thread=$1 state
    shift
    while IFS= read -r line; do
        [[ $line == pollwatch_thread_state\{*"thread=\"$thread\""* && $line =~ \}\ 1(\.0)?$ ]] || continue
        for state in "$@"; do
            [[ $line == *"state=\"$state\""* ]] && return 0
        done
    done <<<"$metrics"
    return 1
}

fetch() { curl -sf --max-time 5 "$address/$1"; }
health_code() { curl -s -o "$work/health" --max-time 5 -w '%{http_code}' "$address/health" || true; }

all_well() {
    local thread
    metrics=$(fetch metrics) || return 1
    for thread in rx-0 worker-0 worker-1 tx-0 sink-0; do
        in_state "$thread" alive || return 1
    done
    # Nobody talks to the control port, so its loop blocks in its selector.
    in_state control-0 sleep || return 1
    [[ $(health_code) == 200 ]]
}

# What is to be seen of the fault: the word for it, what the sentence names, and the frame at the top of the host's own code.
case $fault in
    stall) doing='it spins and polls no more' word=SPINNING named=Faults.spin frame=Faults.spin ;;
    lock) doing='it waits for a monitor that admin-0 holds' word=BLOCKED named=admin-0 frame=AdminLock.acquireAndRelease ;;
    block)
        doing='it reads from a peer that never answers'
        word=IN_SYSCALL named=Faults.readFromSilentPeer frame=Faults.readFromSilentPeer
        ;;
    sleep) doing='it sleeps where no poll loop may' word=WAITING named=Faults.sleep frame=Faults.sleep ;;
    throw) doing='its loop is left by an exception' word=THREW named=InjectedFaultException frame=Faults.strike ;;
esac

# The verdict comes first and the reason a moment later, so it may take a few looks until all of it is in all views.
worker_dead_with_reason() {
    local threads
    metrics=$(fetch metrics) && in_state worker-1 dead && [[ $(health_code) == 503 ]] || return 1
    threads=$(fetch threads) || return 1
    [[ $threads == *'"state":"DEAD"'*"\"diagnosis\":\"$word\""*"$named"* ]] || return 1
    log_holds "\[pollwatch\].*( -> DEAD .*$word .*$named)" || return 1
    table
    [[ $table == *worker-1*" DEAD "*"$word "*"$named"*'"worker-1" '*" DEAD for "*"$frame("* ]]
}

# --- the three stages ------------------------------------------------------------------------------------------------

wait_for 10 "stage 1, all poll threads alive, the idle control loop asleep, and /health 200," all_well
sleep 2
table
show_table "1 of 3: all is well"
cat <<ADDRESSES
look at   $address/metrics
          $address/health
          $address/threads
          jconsole $forwarder_pid
ADDRESSES

if [[ $fault == throw ]]; then
    say "an exception in worker-1: $doing"
    forwarder_command "throw worker-1" || fail "the fault was refused"
else
    say "a fault in worker-1 for $length s: $doing"
    forwarder_command "$fault worker-1 ${length}s" || fail "the fault was refused"
fi
# DEAD comes after 2 s, of an exception at once, and ends with the fault. On a machine that is busy otherwise, it takes longer.
wait_for "$length" "stage 2, worker-1 DEAD with $word and $named in table, /threads and log, and /health 503," worker_dead_with_reason
show_table "2 of 3: worker-1 is DEAD"

if [[ $fault == throw ]]; then
    say "giving the loop of worker-1 a new thread"
    forwarder_command "restart worker-1" || fail "the restart was refused"
fi
wait_for $((length + 3)) "stage 3, worker-1 alive again and /health 200," all_well
table
show_table "3 of 3: worker-1 has recovered"

say "all three stages were seen as expected"
exec {table_in}>&-
if $keep_going; then
    say "going on until Ctrl-C; for more faults: exec 3<>/dev/tcp/127.0.0.1/$control_port; echo help >&3; head -1 <&3"
fi
status=0
wait "$forwarder_pid" || status=$?
ended "$forwarder_pid"
wait "$tail_pid" || true # it prints the last lines and ends by itself
((status == 0)) || fail "the forwarder ended with exit code $status"
say "ended; nothing is left running"
