package dev.pollwatch.view.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tools show of the events besides their values. */
class EventTypesTest {

    private static final List<Class<? extends Event>> EVENTS =
            List.of(StateChangeEvent.class, StallEvent.class, HostPauseEvent.class);

    /** These come with every event. */
    private static final Set<String> OF_THE_RECORDER = Set.of("startTime", "duration", "eventThread", "stackTrace");

    @BeforeAll
    static void registerThem() {
        EVENTS.forEach(FlightRecorder::register);
    }

    @Test
    void shouldGiveEachEventAndEachFieldALabel() {
        for (Class<? extends Event> event : EVENTS) {
            EventType type = EventType.getEventType(event);
            assertThat(type.getCategoryNames()).containsExactly("Pollwatch");
            assertThat(type.getLabel()).isNotEmpty();
            assertThat(type.getDescription()).isNotEmpty();
            assertThat(type.getFields())
                    .filteredOn(field -> !OF_THE_RECORDER.contains(field.getName()))
                    .isNotEmpty()
                    .allSatisfy(field ->
                            assertThat(field.getLabel()).as(field.getName()).isNotEmpty());
        }
    }

    @Test
    void shouldTellTheToolsWhichNumbersAreTimes() {
        assertThat(field(StallEvent.class, "lastBeat")
                        .getAnnotation(Timestamp.class)
                        .value())
                .isEqualTo(Timestamp.MILLISECONDS_SINCE_EPOCH);
        assertThat(field(StallEvent.class, "stallDuration")
                        .getAnnotation(Timespan.class)
                        .value())
                .isEqualTo(Timespan.NANOSECONDS);
        assertThat(field(StateChangeEvent.class, "changeTime")
                        .getAnnotation(Timestamp.class)
                        .value())
                .isEqualTo(Timestamp.MILLISECONDS_SINCE_EPOCH);
        assertThat(field(StateChangeEvent.class, "timeInOld")
                        .getAnnotation(Timespan.class)
                        .value())
                .isEqualTo(Timespan.NANOSECONDS);
        assertThat(field(HostPauseEvent.class, "pauseDuration")
                        .getAnnotation(Timespan.class)
                        .value())
                .isEqualTo(Timespan.NANOSECONDS);
    }

    private static ValueDescriptor field(Class<? extends Event> event, String name) {
        return EventType.getEventType(event).getField(name);
    }
}
