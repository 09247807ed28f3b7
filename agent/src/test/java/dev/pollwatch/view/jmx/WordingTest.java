package dev.pollwatch.view.jmx;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.RowView;
import dev.pollwatch.view.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.Notification;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person reads who points at something in a console. */
class WordingTest extends RemoteJmx {

    /** What JConsole shows of a description without more room or a click. */
    private static final int SEEN_AT_ONCE = 100;

    private static final Set<String> NUMBERS_THAT_COUNT_NOTHING = Set.of("Tid", "JavaThreadId", "Core", "Incarnation");

    private MBeanInfo ofTheWhole;
    private MBeanInfo ofARow;

    @BeforeEach
    void readTheInfo() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE));
        view.register(server);
        ofTheWhole = remote.getMBeanInfo(whole);
        ofARow = remote.getMBeanInfo(thread("rx"));
    }

    @Test
    void leavesNothingOutAndChangesNoType() throws Exception {
        assertSameAsPlain(ofTheWhole, new StandardMBean(bean(), KeepaliveMXBean.class, true).getMBeanInfo());
        assertSameAsPlain(
                ofARow,
                new StandardMBean(
                                new PollThread(() -> row(1, "rx", State.ALIVE), Rows.TASKS),
                                PollThreadMXBean.class,
                                true)
                        .getMBeanInfo());
    }

    @Test
    void describesEverythingInASentenceThatFits() {
        for (MBeanInfo info : List.of(ofTheWhole, ofARow)) {
            assertDescribed(info.getClassName(), info.getDescription());
            for (MBeanFeatureInfo[] features :
                    List.<MBeanFeatureInfo[]>of(info.getAttributes(), info.getOperations(), info.getNotifications())) {
                assertThat(features).allSatisfy(f -> assertDescribed(f.getName(), f.getDescription()));
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                assertThat(operation.getSignature()).allSatisfy(parameter -> {
                    assertThat(parameter.getName()).isEqualTo("row");
                    assertDescribed(parameter.getName(), parameter.getDescription());
                });
            }
        }
    }

    @Test
    void showsFirstWhatIsLookedForFirst() {
        assertThat(ofTheWhole.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .startsWith("DeadCount");
        assertThat(ofARow.getAttributes())
                .extracting(MBeanAttributeInfo::getName)
                .startsWith("Name", "Loop", "State", "StateSinceMillis", "Diagnosis");
        assertThat(ofTheWhole.getOperations())
                .extracting(MBeanOperationInfo::getName)
                .containsExactly("healthReport", "threadStack", "acknowledge", "pause", "resume");
    }

    @Test
    void givesEveryNumberItsUnits() {
        for (MBeanInfo info : List.of(ofTheWhole, ofARow)) {
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                Object units = attribute.getDescriptor().getFieldValue("units");
                boolean number = Set.of("int", "long", "double").contains(attribute.getType());
                if (attribute.getName().endsWith("Millis")) {
                    assertThat(units).as(attribute.getName()).isEqualTo("milliseconds");
                } else if (number && !NUMBERS_THAT_COUNT_NOTHING.contains(attribute.getName())) {
                    assertThat((String) units).as(attribute.getName()).isNotEmpty();
                } else {
                    assertThat(units).as(attribute.getName()).isNull();
                }
            }
        }
    }

    @Test
    void tellsWhichOperationsChangeSomething() {
        assertThat(ofTheWhole.getOperations())
                .filteredOn(operation -> operation.getImpact() == MBeanOperationInfo.ACTION)
                .extracting(MBeanOperationInfo::getName)
                .containsExactlyInAnyOrder("acknowledge", "pause", "resume");
        assertThat(ofTheWhole.getOperations())
                .filteredOn(operation -> operation.getImpact() == MBeanOperationInfo.INFO)
                .extracting(MBeanOperationInfo::getName)
                .containsExactlyInAnyOrder("healthReport", "threadStack");
    }

    @Test
    void describesTheUserDataOfANotification() throws Exception {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        remote.addNotificationListener(whole, (notification, handback) -> heard.add(notification), null, null);
        keepalive.show(dead(1, "rx", new Diagnosis("SPINNING", "It spins.", "com.acme.Rx.poll(Rx.java:12)")));
        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.isEmpty());

        CompositeType type = ((CompositeData) heard.element().getUserData()).getCompositeType();
        assertThat(type.keySet()).allSatisfy(item -> assertDescribed(item, type.getDescription(item)));
        for (MBeanNotificationInfo info : ofTheWhole.getNotifications()) {
            assertThat(info.getDescription()).contains("user data");
        }
    }

    @Test
    void showsNoMoreDigitsThanOneReads() throws Exception {
        double rate = (Double) remote.getAttribute(thread("rx"), "HeartbeatsPerSecond");
        double exact = new RowView(row(1, "rx", State.ALIVE), Rows.TASKS).getHeartbeatsPerSecond();

        assertThat(rate).isCloseTo(exact, org.assertj.core.data.Offset.offset(0.0005));
        assertThat(Double.toString(rate).replaceFirst("[^.]*\\.", "")).hasSizeLessThanOrEqualTo(3);
    }

    private KeepaliveBean bean() {
        return new KeepaliveBean(keepalive, Rows.TASKS, "", () -> "", () -> rules, () -> 0);
    }

    private static void assertDescribed(String name, String description) {
        assertThat(description).as(name).isNotEqualTo(name).endsWith(".");
        assertThat(description.split("(?<=\\.) ")[0]).as(name).hasSizeBetween(10, SEEN_AT_ONCE);
    }

    private static void assertSameAsPlain(MBeanInfo worded, MBeanInfo plain) {
        assertThat(worded.getAttributes())
                .extracting(
                        a -> List.of(a.getName(), a.getType(), a.isReadable(), a.isWritable(), a.isIs(), openType(a)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(plain.getAttributes())
                        .map(a -> List.<Object>of(
                                a.getName(), a.getType(), a.isReadable(), a.isWritable(), a.isIs(), openType(a)))
                        .toList());
        assertThat(worded.getOperations())
                .extracting(o -> List.of(o.getName(), o.getReturnType(), types(o), openType(o)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(plain.getOperations())
                        .map(o -> List.<Object>of(o.getName(), o.getReturnType(), types(o), openType(o)))
                        .toList());
        assertThat(worded.getClassName()).isEqualTo(plain.getClassName());
        for (String field : plain.getDescriptor().getFieldNames()) {
            assertThat(worded.getDescriptor().getFieldValue(field))
                    .as(field)
                    .isEqualTo(plain.getDescriptor().getFieldValue(field));
        }
    }

    private static Object openType(MBeanFeatureInfo feature) {
        return feature.getDescriptor().getFieldValue("openType");
    }

    private static List<String> types(MBeanOperationInfo operation) {
        return Arrays.stream(operation.getSignature()).map(p -> p.getType()).toList();
    }
}
