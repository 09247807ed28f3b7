#!/usr/bin/env bash
# Weaves every method with a loop of more than a hundred libraries, has JDK 17 and 25 link all their classes, and then runs the
# workloads without an agent and with everything woven. Needs JDK 17, JDK 25 and Maven. Exit code 0: all is as docs/corpus.md says.
#
#   agent-test/corpus.sh                 all of it
#   agent-test/corpus.sh 'netty|scala'   only the libraries (group:artifact:version) and workloads in whose names this is found
set -euo pipefail
cd "$(dirname "$0")/.."

mvn -B -q -pl agent,agent-test/workloads,agent-test -am package -DskipTests
exec java -cp "agent-test/target/classes:agent-test/target/corpus-libraries/*" dev.pollwatch.corpus.Corpus \
    agent/target/pollwatch-agent.jar agent-test/target/corpus agent-test/workloads "$@"
