#!/usr/bin/env bash
# Shows the threads of a Spring Boot application, as Pollwatch's own table and as metrics in the application's /actuator/prometheus: well,
# with a request handler that waits for another server, and recovered. Builds what is missing, ends by itself, and exits with 0 only if all
# three were seen. Needs a JDK of 17 or newer (JAVA_HOME, or java on the PATH), Maven and curl.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/../three-looks.sh"
command -v curl >/dev/null || fail "'curl' is not on the PATH: install it"

# metrics_tell DEAD: whether the application's own metrics have its threads, and one of them dead or not, as DEAD says (true or false);
# sets metrics to the state that each thread is in, which is the one of its four series that is 1
metrics_tell() {
    local dead=false
    metrics=$(curl -sf --max-time 5 "$address" | grep '^pollwatch_thread_state.* 1\.0$') || return 1
    [[ $metrics != *'state="dead"'* ]] || dead=true
    [[ $metrics == *-exec-* && $dead == "$1" ]]
}

# also: shows, beneath each table, the application's own metrics
also() {
    local dead=false
    [[ $table != *" DEAD "* ]] || dead=true
    address=http://127.0.0.1:$(sed -n 's/^port //p' "$log")/actuator/prometheus
    wait_for "pollwatch_thread_state in $address, dead: $dead" metrics_tell "$dead"
    printf "\n$ curl -s %s | grep '^pollwatch_thread_state.* 1'\n%s\n" "$address" "$metrics"
}

build package
start http=0,bind-host-metrics=true -jar examples/spring-boot/target/spring-boot.jar --server.port=0 --server.address=127.0.0.1 \
    --server.tomcat.threads.max=2 --management.endpoints.web.exposure.include=prometheus
three_looks 'http-nio-127.0.0.1-auto-1-exec-[0-9]+' IN_SYSCALL OrdersApplication.order
