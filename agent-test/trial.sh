#!/usr/bin/env bash
# Makes stalls, all of which must be found, and disturbs threads that are well, none of which may be; prints the tables of docs/believe.md.
#
#   agent-test/trial.sh [--docs] [--times N] [--only REGEX] [--jdk N] [--interval MS]
#
# --docs writes the tables into docs/believe.md. --times is how often each kind is made with each interval on each JDK (5). --only takes the
# kinds of stalls whose name the expression finds, and the disturbances if it finds "disturbances". --jdk and --interval take one JDK (17 or
# 25) and one interval (100 or 1000) instead of both. Needs JDK 17, JDK 25, Maven, util-linux, and a machine that does nothing else. Exits 0
# when all is as promised.
set -euo pipefail
cd "$(dirname "$0")/.."

page= times=5 only=. jdk= interval=
while (($#)); do
    case $1 in
        --docs) page=docs/believe.md ;;
        --times) times=$2; shift ;;
        --only) only=$2; shift ;;
        --jdk) jdk=$2; shift ;;
        --interval) interval=$2; shift ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
    esac
    shift
done

mvn -q -B -pl agent,agent-test -am -DskipTests package dependency:build-classpath \
    -DincludeScope=test -Dmdep.outputFile=target/test-classpath.txt
exec java -Dpollwatch-test.agent=agent/target/pollwatch-agent.jar -Dpollwatch-test.hosts=agent-test/target/classes \
    -cp "agent-test/target/test-classes:agent-test/target/classes:$(cat agent-test/target/test-classpath.txt)" \
    dev.pollwatch.trial.TrialTable agent-test/target/trial.md "$times" "$only" "$jdk" "$interval" "$page"
