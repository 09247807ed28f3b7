package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The MBeans as another process sees them, which has none of the agent's classes. */
class JmxIT {

    private static final List<String> KEEPALIVE_ATTRIBUTES = List.of(
            "Enabled",
            "Paused",
            "IntervalMillis",
            "DeadAfterMillis",
            "StartTime",
            "ThreadCount",
            "AliveCount",
            "SleepCount",
            "UnusedCount",
            "DeadCount",
            "OverflowCount",
            "HostPauseCount",
            "HostPauseMillis",
            "LastCheckAgeMillis",
            "WovenLoops",
            "UnmatchedRules",
            "HttpAddress",
            "Version",
            "Threads",
            "Rules");

    private static final List<String> ROW_ATTRIBUTES = List.of(
            "Name",
            "Loop",
            "State",
            "StateSinceMillis",
            "Tid",
            "JavaThreadId",
            "Core",
            "AllowedCores",
            "Heartbeats",
            "HeartbeatsPerSecond",
            "LastHeartbeatAgeMillis",
            "MissedHeartbeats",
            "Stalls",
            "LongestStallMillis",
            "Incarnation",
            "Diagnosis",
            "DiagnosisDetail",
            "StallStack",
            "KernelState",
            "CpuPercent",
            "RunQueueWaitMillis",
            "VoluntarySwitches",
            "InvoluntarySwitches",
            "StallMillis",
            "LastStalls");

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("loop=com.acme.Typo#poll");

    @ForEachJdk
    void shouldHaveEveryAttribute(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");

        assertThat(KEEPALIVE_ATTRIBUTES)
                .allSatisfy(name ->
                        assertThat(host.jmx().get(Jmx.KEEPALIVE, name)).as(name).isNotNull());
        assertThat(ROW_ATTRIBUTES)
                .allSatisfy(name ->
                        assertThat(host.jmx().get(row.bean(), name)).as(name).isNotNull());
        assertThat(host.jmx().get(Jmx.KEEPALIVE, "Version")).isEqualTo(TestPaths.version());
        assertThat(host.jmx().get(Jmx.KEEPALIVE, "HttpAddress"))
                .asString()
                .contains(host.http().address().replace("http://", ""));
    }

    @ForEachJdk
    void shouldShowTheSameNamesOverHttpAsOverJmx(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        host.run("busy", Order.GO).await("ALIVE");

        assertThat(host.http().threads().get(0).keySet())
                .containsExactlyInAnyOrderElementsOf(ROW_ATTRIBUTES.stream()
                        .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                        .toList());
    }

    @ForEachJdk
    void shouldListTheRowsAndTheRulesAsOpenData(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");

        CompositeData[] rows = (CompositeData[]) host.jmx().get(Jmx.KEEPALIVE, "Threads");
        assertThat(rows)
                .anySatisfy(data ->
                        assertThat(List.<Object>copyOf(data.values())).contains(row.thread(), row.loop(), "ALIVE"));
        CompositeData[] rules = (CompositeData[]) host.jmx().get(Jmx.KEEPALIVE, "Rules");
        assertThat(rules)
                .anySatisfy(
                        data -> assertThat(List.<Object>copyOf(data.values())).contains(row.loop()));
    }

    @ForEachJdk
    void shouldNameARuleThatMatchedNothing(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");

        assertThat((String[]) host.jmx().get(Jmx.KEEPALIVE, "UnmatchedRules"))
                .anyMatch(rule -> rule.contains("com.acme.Typo#poll"))
                .noneMatch(rule -> rule.contains(row.loop()));
        assertThat((Integer) host.jmx().get(Jmx.KEEPALIVE, "WovenLoops")).isPositive();
    }

    @ForEachJdk
    void shouldTakeANewIntervalAndLetDeadAfterFollow(Jdk jdk) {
        Jmx jmx = HOSTS.on(jdk).jmx();
        HOSTS.on(jdk).run("busy", Order.GO).awaitEverywhere("ALIVE");
        assertThat(jmx.get(Jmx.KEEPALIVE, "DeadAfterMillis")).isEqualTo(400L);

        jmx.set(Jmx.KEEPALIVE, "IntervalMillis", 300L);
        assertThat(jmx.get(Jmx.KEEPALIVE, "DeadAfterMillis")).isEqualTo(600L);
        assertThatThrownBy(() -> jmx.set(Jmx.KEEPALIVE, "IntervalMillis", 1L))
                .hasStackTraceContaining("IllegalArgumentException");
        jmx.set(Jmx.KEEPALIVE, "IntervalMillis", 200L);
        assertThat(jmx.get(Jmx.KEEPALIVE, "IntervalMillis")).isEqualTo(200L);
    }

    @ForEachJdk
    void shouldGiveTheHealthTableAndAStack(Jdk jdk) throws JMException {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");

        assertThat((String) host.jmx().invoke(Jmx.KEEPALIVE, "healthReport"))
                .startsWith("Pollwatch " + TestPaths.version() + "   pid "
                        + host.process().pid())
                .containsPattern("THREAD +LOOP +TID +CORE +STATE +SINCE +BEATS/S +LAST BEAT +STALLS +DIAGNOSIS")
                .containsPattern("\\Q" + row.thread() + "\\E +\\Q" + row.loop() + "\\E +[0-9]+ +[0-9]+ +ALIVE ");
        assertThat((String) host.jmx().invoke(Jmx.KEEPALIVE, "threadStack", row.key()))
                .contains("dev.pollwatch.hosts.PollLoops.busy");
    }

    @ForEachJdk
    void shouldTellAConsoleWhatEverythingIs(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");
        MBeanInfo whole = host.jmx().info(Jmx.KEEPALIVE);
        MBeanInfo thread = host.jmx().info(row.bean());

        for (MBeanInfo info : List.of(whole, thread)) {
            assertThat(info.getDescription()).contains("poll");
            assertThat(Stream.of(info.getAttributes(), info.getOperations(), info.getNotifications())
                            .flatMap(Arrays::stream))
                    .isNotEmpty()
                    .allSatisfy(feature -> assertThat(feature.getDescription())
                            .isNotEqualTo(feature.getName())
                            .endsWith("."));
            assertThat(info.getAttributes())
                    .filteredOn(attribute -> attribute.getName().endsWith("Millis"))
                    .isNotEmpty()
                    .allSatisfy(
                            attribute -> assertThat(attribute.getDescriptor().getFieldValue("units"))
                                    .isEqualTo("milliseconds"));
        }
        assertThat(whole.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrderElementsOf(KEEPALIVE_ATTRIBUTES);
        assertThat(thread.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .startsWith("Name", "Loop", "State")
                .containsExactlyInAnyOrderElementsOf(ROW_ATTRIBUTES);
        assertThat(whole.getOperations())
                .allSatisfy(operation ->
                        assertThat(operation.getImpact()).isIn(MBeanOperationInfo.INFO, MBeanOperationInfo.ACTION))
                .flatExtracting(operation -> List.of(operation.getSignature()))
                .isNotEmpty()
                .allSatisfy(parameter -> {
                    assertThat(parameter.getName()).isEqualTo("row");
                    assertThat(parameter.getDescription()).contains("<thread name>|<class#method>");
                });
    }
}
