package dev.pollwatch.view.jmx;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.Rows;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class JmxViewTest extends RemoteJmx {

    private static final Diagnosis SPINNING =
            new Diagnosis("SPINNING", "It spins in Rx.poll.", "com.acme.Rx.poll(Rx.java:12)");

    @Test
    void hasTheAttributesAndOperationsOfTheContractAndTheStallsBeside() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE));
        view.register(server);

        MBeanInfo info = remote.getMBeanInfo(whole);
        assertThat(info.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrder(
                        ("Enabled Paused IntervalMillis DeadAfterMillis StartTime ThreadCount AliveCount SleepCount"
                                        + " UnusedCount DeadCount OverflowCount HostPauseCount HostPauseMillis"
                                        + " LastCheckAgeMillis WovenLoops UnmatchedRules HttpAddress Version Threads Rules")
                                .split(" "));
        assertThat(info.getAttributes())
                .filteredOn(MBeanAttributeInfo::isWritable)
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrder("IntervalMillis", "DeadAfterMillis");
        assertThat(info.getOperations())
                .extracting(MBeanOperationInfo::getName)
                .containsExactlyInAnyOrder("healthReport", "pause", "resume", "acknowledge", "threadStack");
        assertThat(remote.getMBeanInfo(thread("rx")).getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .containsExactlyInAnyOrder(
                        ("Name Loop State StateSinceMillis Tid JavaThreadId Core AllowedCores Heartbeats"
                                        + " HeartbeatsPerSecond LastHeartbeatAgeMillis MissedHeartbeats Stalls"
                                        + " LongestStallMillis Incarnation Diagnosis DiagnosisDetail StallStack KernelState"
                                        + " CpuPercent RunQueueWaitMillis VoluntarySwitches InvoluntarySwitches"
                                        + " StallMillis LastStalls")
                                .split(" "));
        for (ObjectName name : Set.of(whole, thread("rx"))) {
            assertThat(remote.getMBeanInfo(name).getNotifications()[0].getNotifTypes())
                    .containsExactlyInAnyOrder(
                            "dev.pollwatch.state.UNUSED",
                            "dev.pollwatch.state.ALIVE",
                            "dev.pollwatch.state.SLEEP",
                            "dev.pollwatch.state.DEAD");
        }
    }

    @Test
    void showsTheWhole() throws Exception {
        keepalive.hostPauses = 2;
        keepalive.hostPause = Duration.ofMillis(1400);
        keepalive.overflow = 3;
        keepalive.show(row(1, "a", State.ALIVE), row(2, "b", State.SLEEP), dead(3, "c", SPINNING));
        view.register(server);

        assertThat(remote.getAttribute(whole, "Enabled")).isEqualTo(true);
        assertThat(remote.getAttribute(whole, "Paused")).isEqualTo(false);
        assertThat(remote.getAttribute(whole, "IntervalMillis")).isEqualTo(1000L);
        assertThat(remote.getAttribute(whole, "DeadAfterMillis")).isEqualTo(2000L);
        assertThat(remote.getAttribute(whole, "StartTime")).isEqualTo(1_700_000_000_000L);
        assertThat(remote.getAttribute(whole, "ThreadCount")).isEqualTo(3);
        assertThat(remote.getAttribute(whole, "AliveCount")).isEqualTo(1);
        assertThat(remote.getAttribute(whole, "SleepCount")).isEqualTo(1);
        assertThat(remote.getAttribute(whole, "UnusedCount")).isEqualTo(0);
        assertThat(remote.getAttribute(whole, "DeadCount")).isEqualTo(1);
        assertThat(remote.getAttribute(whole, "OverflowCount")).isEqualTo(3L);
        assertThat(remote.getAttribute(whole, "HostPauseCount")).isEqualTo(2L);
        assertThat(remote.getAttribute(whole, "HostPauseMillis")).isEqualTo(1400L);
        assertThat(remote.getAttribute(whole, "LastCheckAgeMillis")).isEqualTo(12L);
        assertThat(remote.getAttribute(whole, "WovenLoops")).isEqualTo(7);
        assertThat((String[]) remote.getAttribute(whole, "UnmatchedRules")).containsExactly("com.acme.Typo#poll");
        assertThat(remote.getAttribute(whole, "HttpAddress")).isEqualTo("http://127.0.0.1:9477/");
        assertThat(remote.getAttribute(whole, "Version")).isEqualTo("1.0.0");
        assertThat((String) remote.invoke(whole, "healthReport", null, null)).contains("THREAD", "SPINNING It spins");
        CompositeData[] shown = (CompositeData[]) remote.getAttribute(whole, "Rules");
        assertThat(shown[0].getCompositeType().keySet())
                .containsExactlyInAnyOrder("rule", "kind", "source", "woven", "loops", "leftAlone");
        assertThat((String[]) shown[0].get("woven")).containsExactly("com.acme.Rx#poll");
    }

    @Test
    void showsARowTheSameWayInItsOwnBeanAndAmongTheThreads() throws Exception {
        keepalive.show(dead(1, "rx", SPINNING));
        view.register(server);

        CompositeData[] threads = (CompositeData[]) remote.getAttribute(whole, "Threads");

        assertThat(threads).hasSize(1);
        MBeanAttributeInfo[] attributes = remote.getMBeanInfo(thread("rx")).getAttributes();
        assertThat(threads[0].getCompositeType().keySet()).hasSize(attributes.length);
        for (MBeanAttributeInfo attribute : attributes) {
            String name = attribute.getName();
            String key = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            assertThat(threads[0].get(key)).as(name).isEqualTo(remote.getAttribute(thread("rx"), name));
        }
        CompositeData[] stalls = (CompositeData[]) remote.getAttribute(thread("rx"), "LastStalls");
        assertThat(stalls).singleElement().satisfies(stall -> {
            assertThat(stall.getCompositeType().keySet())
                    .containsExactlyInAnyOrder(
                            "startTime", "lengthMillis", "over", "diagnosis", "diagnosisDetail", "evidence", "stack");
            assertThat(stall.get("startTime")).isEqualTo(1_700_000_000_000L);
            assertThat(stall.get("lengthMillis")).isEqualTo(14_100L);
            assertThat(stall.get("over")).isEqualTo(false);
            assertThat(stall.get("stack")).isEqualTo("com.acme.Rx.poll(Rx.java:12)");
        });
        assertThat(remote.getAttribute(thread("rx"), "StallMillis")).isEqualTo(14_100L);
        assertThat(remote.getAttribute(thread("rx"), "Tid")).isEqualTo(4731L);
        assertThat(remote.getAttribute(thread("rx"), "Core")).isEqualTo(3);
        assertThat(remote.getAttribute(thread("rx"), "StallStack")).isEqualTo("com.acme.Rx.poll(Rx.java:12)");
    }

    @Test
    void hasTheDeadOnesFirstAmongTheThreads() throws Exception {
        keepalive.show(
                row(1, "a", State.ALIVE), dead(2, "b", SPINNING), row(3, "c", State.SLEEP), dead(4, "d", SPINNING));
        view.register(server);

        assertThat((CompositeData[]) remote.getAttribute(whole, "Threads"))
                .extracting(row -> row.get("name"))
                .containsExactly("b", "d", "a", "c");
    }

    @Test
    void readsTheNewestSnapshot() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE));
        view.register(server);
        keepalive.show(row(1, "rx", State.SLEEP));

        assertThat(remote.getAttribute(thread("rx"), "State")).isEqualTo("SLEEP");
    }

    @Test
    void announcesAChangeFromBothBeans() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE));
        view.register(server);
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        remote.addNotificationListener(whole, (notification, handback) -> heard.add(notification), null, null);
        remote.addNotificationListener(thread("rx"), (notification, handback) -> heard.add(notification), null, null);

        keepalive.show(dead(1, "rx", SPINNING));

        await().atMost(10, TimeUnit.SECONDS).until(() -> heard.size() == 2);
        assertThat(heard).extracting(Notification::getSource).containsExactlyInAnyOrder(whole, thread("rx"));
        for (Notification notification : heard) {
            assertThat(notification.getType()).isEqualTo("dev.pollwatch.state.DEAD");
            assertThat(notification.getTimeStamp()).isEqualTo(1_700_000_000_000L);
            assertThat(notification.getMessage())
                    .isEqualTo("DEAD \"rx\" in com.acme.Rx#poll, ALIVE for 1.5s before: SPINNING It spins in Rx.poll.");
            CompositeData data = (CompositeData) notification.getUserData();
            assertThat(data.get("name")).isEqualTo("rx");
            assertThat(data.get("loop")).isEqualTo(Rows.LOOP);
            assertThat(data.get("from")).isEqualTo("ALIVE");
            assertThat(data.get("to")).isEqualTo("DEAD");
            assertThat(data.get("millisInOld")).isEqualTo(1500L);
            assertThat(data.get("tid")).isEqualTo(4731L);
            assertThat(data.get("diagnosis")).isEqualTo("SPINNING");
            assertThat(data.get("diagnosisDetail")).isEqualTo("It spins in Rx.poll.");
            assertThat(data.get("stack")).isEqualTo("com.acme.Rx.poll(Rx.java:12)");
            assertThat(data.get("stallMillis")).isEqualTo(0L);
        }
    }

    @Test
    void numbersTheChangesOfEachBeanWithoutGaps() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE));
        view.register(server);
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        remote.addNotificationListener(whole, (notification, handback) -> heard.add(notification), null, null);
        BlockingQueue<Notification> ofOne = new LinkedBlockingQueue<>();
        remote.addNotificationListener(thread("tx"), (notification, handback) -> ofOne.add(notification), null, null);

        keepalive.show(dead(1, "rx", SPINNING), row(2, "tx", State.ALIVE));
        keepalive.show(dead(1, "rx", SPINNING), row(2, "tx", State.SLEEP));
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE));

        await().atMost(10, TimeUnit.SECONDS).until(() -> heard.size() == 4 && ofOne.size() == 2);
        assertThat(heard).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L, 3L, 4L);
        assertThat(ofOne).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L);
    }

    @Test
    void letsAnOperatorActAndSaysWhyNot() throws Exception {
        keepalive.show(dead(1, "rx", SPINNING), row(2, "broken", State.ALIVE));
        view.register(server);

        remote.setAttribute(whole, new Attribute("IntervalMillis", 250L));
        assertThat(keepalive.interval).isEqualTo(Duration.ofMillis(250));
        remote.setAttribute(whole, new Attribute("DeadAfterMillis", 700L));
        assertThat(remote.getAttribute(whole, "DeadAfterMillis")).isEqualTo(700L);
        remote.invoke(whole, "pause", null, null);
        assertThat(remote.getAttribute(whole, "Paused")).isEqualTo(true);
        remote.invoke(whole, "resume", null, null);
        assertThat(remote.getAttribute(whole, "Paused")).isEqualTo(false);
        invoke("acknowledge", "rx|" + Rows.LOOP);
        assertThat(keepalive.acknowledged).containsExactly("rx|" + Rows.LOOP);
        assertThat(invoke("threadStack", "rx|" + Rows.LOOP)).isEqualTo("com.acme.Rx.poll(Rx.java:12)");

        assertRefused(
                () -> remote.setAttribute(whole, new Attribute("IntervalMillis", 1L)),
                IllegalArgumentException.class,
                "The interval is 10 ms to 1 h.");
        assertRefused(
                () -> invoke("acknowledge", "no|body"), IllegalArgumentException.class, "There is no row \"no|body\".");
        assertRefused(() -> invoke("threadStack", null), IllegalArgumentException.class, "Which row?");
        assertRefused(() -> invoke("threadStack", "broken|" + Rows.LOOP), IllegalStateException.class, "OwnException");
    }

    private Object invoke(String operation, String row) throws Exception {
        return remote.invoke(whole, operation, new Object[] {row}, new String[] {String.class.getName()});
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Class<?> type, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(type)
                .hasMessageContaining(sentence)
                .hasNoCause();
    }
}
