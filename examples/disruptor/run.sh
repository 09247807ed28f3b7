#!/usr/bin/env bash
# Shows the threads of a Disruptor: well, with a handler that waits for a connection, and recovered. Builds what is missing, ends by
# itself, and exits with 0 only if all three were seen. Needs a JDK of 17 or newer (JAVA_HOME, or java on the PATH) and Maven.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/../three-looks.sh"

build compile
start http=0 -cp 'examples/disruptor/target/classes:examples/disruptor/target/lib/*' com.example.disruptor.DisruptorTrades
three_looks trades-2 WAITING 'Store.onEvent'
