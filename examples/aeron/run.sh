#!/usr/bin/env bash
# Shows the threads of an Aeron media driver and subscriber: well, with a handler that spins, and recovered. Builds what is missing, ends
# by itself, and exits with 0 only if all three were seen. Needs a JDK of 17 or newer (JAVA_HOME, or java on the PATH) and Maven.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/../three-looks.sh"

build compile
# Agrona asks for the --add-opens. G1 also where the JVM would take the serial collector (one CPU): under that, JDK 17 cannot give the stack
# of a spinning thread without stopping all others, and Pollwatch then takes none.
start http=0 --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -XX:+UseG1GC \
    -cp 'examples/aeron/target/classes:examples/aeron/target/lib/*' com.example.aeron.AeronOrders
# STARVED is what it says of a loop that spins on a machine that is too busy to let it.
three_looks subscriber 'SPINNING|STARVED' AeronOrders.onOrder
