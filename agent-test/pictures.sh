#!/usr/bin/env bash
# Makes the pictures of JConsole in docs/images again: starts the packet forwarder with the agent and the real jconsole in a display of
# its own, and has dev.pollwatch.pictures do in it what docs/jconsole.md tells. To be looked at before they are committed.
# Needs a JDK with jconsole (Debian: openjdk-17-jdk, not the headless one), Xvfb, ImageMagick and Maven.
#
#   agent-test/pictures.sh               with the JDK whose java is on the PATH
#   JAVA_HOME=/path agent-test/pictures.sh
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${JAVA_HOME:+$JAVA_HOME/bin/}
for tool in "${bin}java" "${bin}jconsole" "${bin}jar" Xvfb convert mvn; do
    command -v "$tool" >/dev/null || { echo "pictures.sh: '$tool' is not there: the head of this file says what is needed" >&2; exit 1; }
done
mvn -B -q -pl agent,agent-test/workloads,agent-test,examples/packet-forwarder -am package -DskipTests

work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

# await FILE PATTERN: waits until a line of the file matches, and prints what its first group matched
await() {
    local left found
    for ((left = 300; left > 0; left--)); do
        found=$(sed -nE "s/$2/\\1/p" "$1" | head -1)
        [ -z "$found" ] || { echo "$found"; return; }
        sleep 0.1
    done
    echo "pictures.sh: not seen within 30 s in what stands below: $2" >&2
    cat "$1" >&2
    return 1
}

Xvfb -displayfd 1 -screen 0 1400x1000x24 -nolisten tcp >"$work/display" 2>"$work/xvfb.log" &
started+=($!)
options=http=0
for loop in RxLoop WorkerLoop TxLoop SinkLoop ControlLoop; do
    options+=",loop=com.example.forwarder.$loop#run"
done
"${bin}java" -XX:+UseG1GC -javaagent:agent/target/pollwatch-agent.jar="$options" \
    -jar examples/packet-forwarder/target/packet-forwarder.jar >"$work/forwarder.log" 2>&1 </dev/null &
forwarder=$!
started+=("$forwarder")
control=$(await "$work/forwarder.log" '^control on tcp 127\.0\.0\.1:([0-9]+)$')
await "$work/forwarder.log" '.*"(worker-1)".* -> ALIVE.*' >/dev/null
display=$(await "$work/display" '^([0-9]+)$')

echo "Premain-Class: dev.pollwatch.pictures.JConsolePictures" >"$work/manifest"
"${bin}jar" --create --file "$work/pictures.jar" --manifest "$work/manifest" -C agent-test/target/classes dev/pollwatch/pictures
mkdir "$work/images"
DISPLAY=:$display timeout 300 "${bin}jconsole" -J-javaagent:"$work/pictures.jar=$control,$work/images" "$forwarder" || {
    cp "$work/images/jconsole-failed.png" agent-test/target/
    echo "pictures.sh: agent-test/target/jconsole-failed.png shows how it stood then" >&2
    exit 1
}

for image in "$work"/images/*.png; do
    # A window has few colours, so 128 of them change nothing that one sees.
    convert "$image" -strip +dither -colors 128 "docs/images/$(basename "$image")"
done
ls -l docs/images/jconsole-*.png
