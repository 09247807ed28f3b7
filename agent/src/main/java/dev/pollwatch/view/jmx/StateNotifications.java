package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.view.Elapsed;
import dev.pollwatch.view.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

    private static final List<Feature> ITEMS = List.of(
            Feature.of("name", "The thread's name, as the row has it."),
            Feature.of("loop", "The poll loop, class#method."),
            Feature.of("from", "The old state."),
            Feature.of("to", "The new state."),
            Feature.of("millisInOld", "How long it was in the old state, in milliseconds."),
            Feature.of(
                    "stallMillis",
                    "The length of the stall that ended with this change, in milliseconds; 0 where none did."),
            Feature.of("tid", "The thread's id in the operating system; -1 when unknown."),
            Feature.of("javaThreadId", "The thread's id in Java."),
            Feature.of("incarnation", "Which thread under this name it is, counted from 1."),
            Feature.of("diagnosis", "Why it is DEAD, in one word; may be empty."),
            Feature.of("diagnosisDetail", "Why it is DEAD, in a sentence; may be empty."),
            Feature.of("stack", "The stack that was found, a frame per line; may be empty."));

    private static final Set<String> NUMBERS =
            Set.of("millisInOld", "stallMillis", "tid", "javaThreadId", "incarnation");
    private static final String[] NAMES = ITEMS.stream().map(Feature::name).toArray(String[]::new);
    private static final CompositeType USER_DATA = userDataType();

    private StateNotifications() {}

    static MBeanNotificationInfo info() {
        String[] types =
                Arrays.stream(State.values()).map(StateNotifications::type).toArray(String[]::new);
        return new MBeanNotificationInfo(
                types,
                Notification.class.getName(),
                "A poll thread changed its state to the last word of the type. The user data say which"
                        + " thread, from which state, and why.");
    }

    /** The sequence number is the source's own: it counts without gaps, so that one tells of a lost notification. */
    static Notification of(StateChange change, ObjectName source, long sequence) {
        Row row = change.row();
        String why = row.diagnosis().line();
        // The new state stands first: that is as much as the narrow columns of a console show.
        String message = change.to() + " \"" + row.name() + "\" in " + row.loop() + ", " + change.from() + " for "
                + Elapsed.text(change.nanosInOld()) + " before" + (why.isEmpty() ? "" : ": " + why);
        Notification notification =
                new Notification(type(change.to()), source, sequence, change.epochMillis(), Printable.line(message));
        notification.setUserData(userData(change));
        return notification;
    }

    private static String type(State state) {
        return TYPE_PREFIX + state.name();
    }

    private static CompositeData userData(StateChange change) {
        Row row = change.row();
        Object[] values = {
            row.name(),
            row.loop(),
            change.from().name(),
            change.to().name(),
            TimeUnit.NANOSECONDS.toMillis(change.nanosInOld()),
            TimeUnit.NANOSECONDS.toMillis(change.stallNanos()),
            row.tid(),
            row.javaThreadId(),
            row.incarnation(),
            row.diagnosis().word(),
            row.diagnosis().detail(),
            row.diagnosis().stack()
        };
        try {
            return new CompositeDataSupport(USER_DATA, NAMES, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException("The values do not fit the type of the user data", e);
        }
    }

    private static CompositeType userDataType() {
        try {
            return new CompositeType(
                    "dev.pollwatch.StateChange",
                    "A state change of a poll thread",
                    NAMES,
                    ITEMS.stream().map(Feature::text).toArray(String[]::new),
                    ITEMS.stream()
                            .map(item -> NUMBERS.contains(item.name()) ? SimpleType.LONG : SimpleType.STRING)
                            .toArray(OpenType<?>[]::new));
        } catch (OpenDataException e) {
            throw new IllegalStateException("The items of the user data make no type", e);
        }
    }
}
