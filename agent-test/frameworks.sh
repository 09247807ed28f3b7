#!/usr/bin/env bash
# Measures what the agent says of real frameworks, with no rule given, and prints the table of docs/frameworks.md.
#
#   agent-test/frameworks.sh [--docs] [--idle SECONDS] [--only REGEX] [--options OPTIONS]
#
# --docs writes the table into docs/frameworks.md. --idle is for how long nothing happens (60). --only takes the frameworks whose name and
# version the expression finds. --options are added to the agent's. Needs JDK 17, JDK 25 and Maven; class paths come from Maven and are
# kept. Exits 0 when every cell is as it should be.
set -euo pipefail
cd "$(dirname "$0")/.."

page= idle=60 only=. options=http=0
while (($#)); do
    case $1 in
        --docs) page=docs/frameworks.md ;;
        --idle) idle=$2; shift ;;
        --only) only=$2; shift ;;
        --options) options+=,$2; shift ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
    esac
    shift
done

output=agent-test/target/frameworks
mvn -q -B -pl agent,agent-test -am -DskipTests package dependency:build-classpath \
    -DincludeScope=test -Dmdep.outputFile=target/test-classpath.txt
exec java -Dpollwatch-test.agent=agent/target/pollwatch-agent.jar -Dpollwatch-test.hosts=agent-test/target/classes \
    -cp "agent-test/target/test-classes:agent-test/target/classes:$(cat agent-test/target/test-classpath.txt)" \
    dev.pollwatch.frameworks.FrameworkTable agent-test/src/frameworks/java "$output" "$options" "$idle" "$only" "$page"
