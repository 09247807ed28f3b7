package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.view.Elapsed;
import dev.pollwatch.view.Printable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Makes the notification of a state change: type {@code dev.pollwatch.state.<new state>}, the facts as composite data. */
final class StateNotifications {

    private static final String TYPE_PREFIX = "dev.pollwatch.state.";

    private final AtomicLong sequence = new AtomicLong();

    static MBeanNotificationInfo info() {
        String[] types =
                Arrays.stream(State.values()).map(StateNotifications::type).toArray(String[]::new);
        return new MBeanNotificationInfo(
                types,
                Notification.class.getName(),
                "A poll thread changed its state; the user data say which and why.");
    }

    Notification of(StateChange change, ObjectName source) {
        Row row = change.row();
        String message = "\"" + row.name() + "\" in " + row.loop() + ": " + change.from() + " -> " + change.to()
                + " after " + Elapsed.text(change.nanosInOld()) + " "
                + row.diagnosis().line();
        Notification notification = new Notification(
                type(change.to()),
                source,
                sequence.incrementAndGet(),
                change.epochMillis(),
                Printable.line(message.strip()));
        notification.setUserData(userData(change));
        return notification;
    }

    private static String type(State state) {
        return TYPE_PREFIX + state.name();
    }

    private static CompositeData userData(StateChange change) {
        Row row = change.row();
        Map<String, Object> items = new LinkedHashMap<>();
        items.put("name", row.name());
        items.put("loop", row.loop());
        items.put("from", change.from().name());
        items.put("to", change.to().name());
        items.put("millisInOld", TimeUnit.NANOSECONDS.toMillis(change.nanosInOld()));
        items.put("stallMillis", TimeUnit.NANOSECONDS.toMillis(change.stallNanos()));
        items.put("tid", row.tid());
        items.put("javaThreadId", row.javaThreadId());
        items.put("incarnation", row.incarnation());
        items.put("diagnosis", row.diagnosis().word());
        items.put("diagnosisDetail", row.diagnosis().detail());
        items.put("stack", row.diagnosis().stack());
        try {
            String[] names = items.keySet().toArray(new String[0]);
            OpenType<?>[] types = items.values().stream()
                    .map(value -> value instanceof Long ? SimpleType.LONG : SimpleType.STRING)
                    .toArray(OpenType<?>[]::new);
            return new CompositeDataSupport(
                    new CompositeType(
                            "dev.pollwatch.StateChange", "A state change of a poll thread", names, names, types),
                    items);
        } catch (OpenDataException e) {
            throw new IllegalStateException("The items above do not fit their types", e);
        }
    }
}
