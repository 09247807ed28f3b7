#!/usr/bin/env bash
# Shows the threads of a Netty server: well, with a handler that waits for a lock, and recovered. Builds what is missing, ends by
# itself, and exits with 0 only if all three were seen. Needs a JDK of 17 or newer (JAVA_HOME, or java on the PATH) and Maven.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/../three-looks.sh"

build compile
start http=0 -cp 'examples/netty/target/classes:examples/netty/target/lib/*' com.example.netty.NettyEcho
three_looks 'server-[0-9]+-[0-9]+' BLOCKED 'EchoHandler.channelRead0'
