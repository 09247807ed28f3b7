package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ControlGroup;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host that the kernel keeps from the CPU, the dispatcher as well as the poll threads: that is no stall of any of them. */
class StarvedHostIT {

    private static final String UTIL_LINUX = "it is in Debian's package util-linux";

    private static final Duration FROZEN = Duration.ofSeconds(3);
    private static final Duration STARVED = Duration.ofSeconds(2);

    private static final int TIMES_THROTTLED = 5;

    /** Of one loop only: its stall is to begin well before the host is frozen, on a slow machine too, and to be found well after it. */
    private static final Duration PATIENT_DEAD_AFTER = Duration.ofMillis(1500);

    /** The last beat is seen by the next check only. */
    private static final long SEEN_LATE_MILLIS = 100;

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("interval=100ms,loop=" + WatchedHost.loop("patient")
            + ";dead-after=" + PATIENT_DEAD_AFTER.toMillis() + "ms");

    @ForEachJdk
    void shouldHoldFreezingAgainstNobodyCountTimeAndShowItAndFindAStallAcrossIt(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        List<WatchedRow> healthy = healthyRows(host);
        WatchedRow stalling = host.run("patient", Order.GO).await("ALIVE");
        double pauses = metric(host, "pollwatch_host_pauses_total");
        double seconds = metric(host, "pollwatch_host_pause_seconds_total");

        long began = System.nanoTime();
        stalling.order(Order.STALL);
        long before = freeze(host) - began;

        stalling.await("DEAD");
        long least = FROZEN.plus(PATIENT_DEAD_AFTER).minusNanos(before).toMillis() - SEEN_LATE_MILLIS;
        assertThat((Long) stalling.attribute("lastHeartbeatAgeMillis")).isGreaterThan(least);
        assertThat(metric(host, "pollwatch_host_pauses_total")).isGreaterThan(pauses);
        assertThat(metric(host, "pollwatch_host_pause_seconds_total") - seconds)
                .isGreaterThan(FROZEN.toMillis() / 1000.0 - 0.5);
        host.process()
                .awaitErr(
                        "the pause",
                        line -> line.matches(".* host pause: nothing could be checked for [2-9]\\.[0-9]s, .*"));
        assertWell(healthy);
        stalling.order(Order.GO).await("ALIVE");
        end(healthy);
        end(List.of(stalling));
    }

    @ForEachJdk
    void shouldHoldThrottlingAgainstNobody(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        List<WatchedRow> healthy = healthyRows(host);
        WatchedRow greedy = host.run("idling", Order.GO).await("SLEEP");
        CommandLineTool taskset = CommandLineTool.need("taskset", any -> true, UTIL_LINUX);
        String cores = (String) greedy.attribute("allowedCores");

        // All on one core: else the kernel holds back one after the other, and the dispatcher may be on the last.
        pin(taskset, host, cores.replaceAll("\\D.*", ""));
        try (ControlGroup group = ControlGroup.thatThrottles().with(host.process())) {
            // Each time it stands still for longer than dead-after.
            group.limit(Duration.ofMillis(20), Duration.ofMillis(400));
            // On a machine that does not even give it that much, it takes longer.
            WatchedHost.eventually(
                    "throttling", () -> assertThat(group.timesThrottled()).isGreaterThanOrEqualTo(TIMES_THROTTLED));
        }
        pin(taskset, host, cores);

        assertWell(healthy);
        end(healthy);
        end(List.of(greedy));
    }

    @ForEachJdk
    void shouldHoldAStarvingDispatcherAgainstNobody(Jdk jdk) {
        CommandLineTool chrt = CommandLineTool.need("chrt", any -> true, UTIL_LINUX);
        CommandLineTool stress = CommandLineTool.need("stress-ng", any -> true, "it is in Debian's package stress-ng");
        WatchedHost host = HOSTS.on(jdk);
        List<WatchedRow> healthy = healthyRows(host);
        long before = (Long) healthy.get(0).attribute("runQueueWaitMillis");
        String pid = String.valueOf(host.process().pid());

        run(chrt, "--all-tasks", "--idle", "--pid", "0", pid);
        run(stress, "--cpu", "0", "--timeout", STARVED.toSeconds() + "s");
        run(chrt, "--all-tasks", "--other", "--pid", "0", pid);

        assertWell(healthy);
        WatchedHost.eventually(
                "a wait for the CPU",
                () -> assertThat((Long) healthy.get(0).attribute("runQueueWaitMillis") - before)
                        .isGreaterThan(STARVED.toMillis() / 4));
        end(healthy);
    }

    /** Gives when it was frozen. */
    private static long freeze(WatchedHost host) {
        try (ControlGroup group = ControlGroup.thatFreezes().with(host.process())) {
            group.freeze();
            long frozen = System.nanoTime();
            host.process().letRun(FROZEN);
            group.thaw();
            return frozen;
        }
    }

    private static void pin(CommandLineTool taskset, WatchedHost host, String cores) {
        run(
                taskset,
                "--all-tasks",
                "--cpu-list",
                "--pid",
                cores,
                String.valueOf(host.process().pid()));
    }

    private static List<WatchedRow> healthyRows(WatchedHost host) {
        List<WatchedRow> rows = Stream.of("busy", "busy", "sleeping", "taking", "selecting")
                .map(kind -> host.run(kind, Order.GO))
                .toList();
        rows.forEach(row -> row.await(row.loop().endsWith("busy") ? "ALIVE" : "SLEEP"));
        return rows;
    }

    /** A thread that got no CPU while the dispatcher did may be DEAD, for just that reason. */
    private static void assertWell(List<WatchedRow> rows) {
        for (WatchedRow row : rows) {
            row.await(row.loop().endsWith("busy") ? "ALIVE" : "SLEEP");
            List<String> deaths = row.logLines().stream()
                    .filter(line -> line.contains("-> DEAD"))
                    .toList();
            // Of a machine that starves its threads, for whoever wonders.
            deaths.forEach(System.out::println);
            assertThat(deaths).allMatch(line -> line.contains(" STARVED "));
        }
    }

    private static void end(List<WatchedRow> rows) {
        rows.forEach(row -> row.order(Order.RETURN).await("UNUSED"));
    }

    private static void run(CommandLineTool tool, String... args) {
        CommandLineTool.Result result = tool.run("", args);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    }

    private static double metric(WatchedHost host, String name) {
        return host.http().metrics().value(name);
    }
}
