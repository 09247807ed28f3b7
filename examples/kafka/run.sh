#!/usr/bin/env bash
# Shows the threads of a Kafka producer and consumer: well, with a callback that waits for a lock, and recovered. Builds what is missing,
# starts a broker for it, ends both by itself, and exits with 0 only if all three were seen. Needs a JDK of 17 or newer (JAVA_HOME, or
# java on the PATH) and Maven.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/../three-looks.sh"
command -v timeout >/dev/null || fail "'timeout' is not on the PATH: install the GNU coreutils"

# free_port: prints a port of loopback at which nobody listens, below those that the kernel gives to connections
free_port() {
    local port
    while true; do
        port=$((RANDOM % 10000 + 20000))
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    printf '%s\n' "$port"
}

# start_broker: starts a broker that is its own controller, in a JVM of its own and without the agent, and sets broker to its address.
# Its data lie in the folder that goes with this script, and it ends after ten minutes even if nobody is left to end it.
start_broker() {
    local port controller deadline=$((SECONDS + PATIENCE)) java_for_a_while=("$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$here/target/lib/*")
    port=$(free_port) controller=$(free_port)
    broker=127.0.0.1:$port
    cat >"$work/broker.properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://$broker,CONTROLLER://127.0.0.1:$controller
controller.listener.names=CONTROLLER
log.dirs=$work/broker
num.partitions=1
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
group.initial.rebalance.delay.ms=0
PROPERTIES
    "${java_for_a_while[@]}" kafka.tools.StorageTool format --cluster-id aGVsbG8ta2Fma2EtaGVsbA --config "$work/broker.properties" \
        >"$work/broker.log" 2>&1 || { cat -- "$work/broker.log" >&2 && fail "the broker's storage could not be made"; }
    timeout -k 5 600 "${java_for_a_while[@]}" kafka.Kafka "$work/broker.properties" >>"$work/broker.log" 2>&1 </dev/null &
    started+=("$!")
    until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 "${started[-1]}" 2>/dev/null || { cat -- "$work/broker.log" >&2 && fail "the broker ended early; see above"; }
        ((SECONDS < deadline)) || { cat -- "$work/broker.log" >&2 && fail "the broker does not listen after $PATIENCE s; see above"; }
        sleep 0.1
    done
}

build compile
say "starting a broker"
start_broker
start http=0 -cp 'examples/kafka/target/classes:examples/kafka/target/lib/*' com.example.kafka.KafkaClicks "$broker"
three_looks 'kafka-producer-network-thread \| producer-1' BLOCKED KafkaClicks.onTaken
