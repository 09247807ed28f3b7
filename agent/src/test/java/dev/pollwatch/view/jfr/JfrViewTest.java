package dev.pollwatch.view.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Evidence;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.view.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a recorder that records. */
class JfrViewTest {

    private static final Diagnosis SPINNING = new Diagnosis(
            "SPINNING",
            "at Faults.spin(Faults.java:41)",
            "com.acme.Faults.spin(Faults.java:41)\ncom.acme.Rx.poll(Rx.java:12)",
            new Evidence("R", "", 58_000_000, 2_000_000, 60_000_000));

    @TempDir
    private Path folder;

    private final JfrView view = new JfrView();
    private final Recording recording = new Recording();

    @BeforeEach
    void record() {
        recording.start();
    }

    @AfterEach
    void endRecording() {
        recording.close();
    }

    @Test
    void shouldRecordAStallWhenItBeginsWithItsWordAndStack() throws IOException {
        view.stateChanged(Stalls.death(7, SPINNING));

        RecordedEvent event = only("dev.pollwatch.Stall");
        assertThat(event.getString("pollThread")).isEqualTo("rx-0");
        assertThat(event.getString("loop")).isEqualTo(Rows.LOOP);
        assertThat(event.getLong("tid")).isEqualTo(4737);
        assertThat(event.getLong("javaThreadId")).isEqualTo(27);
        assertThat(event.getInstant("lastBeat")).isEqualTo(Stalls.LAST_BEAT);
        assertThat(event.getDuration("stallDuration")).isEqualTo(Stalls.LENGTH);
        assertThat(event.getBoolean("over")).isFalse();
        assertThat(event.getString("diagnosis")).isEqualTo("SPINNING");
        assertThat(event.getString("diagnosisDetail")).isEqualTo("at Faults.spin(Faults.java:41)");
        assertThat(event.getString("evidence")).isEqualTo("kernel state R, CPU 58 ms, run-queue wait 2 ms in 60 ms");
        assertThat(event.getString("stack"))
                .isEqualTo("com.acme.Faults.spin(Faults.java:41)\n    com.acme.Rx.poll(Rx.java:12)");
    }

    @Test
    void shouldRecordTheSameStallAgainWhenItIsOver() throws IOException {
        view.stateChanged(Stalls.death(7, Diagnosis.NONE));
        view.stateChanged(Stalls.recovery(7, Duration.ofSeconds(9), SPINNING));

        List<RecordedEvent> events = events("dev.pollwatch.Stall");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).getString("diagnosis")).isEmpty();
        RecordedEvent end = events.get(1);
        assertThat(end.getBoolean("over")).isTrue();
        assertThat(end.getDuration("stallDuration")).isEqualTo(Duration.ofSeconds(9));
        assertThat(end.getInstant("lastBeat")).as("the one before the stall").isEqualTo(Stalls.LAST_BEAT);
        assertThat(end.getString("diagnosis")).isEqualTo("SPINNING");
        assertThat(end.getString("stack")).startsWith("com.acme.Faults.spin");
    }

    @Test
    void shouldTellTheLastBeatOfAThreadThatWasDeadBeforeTheViewWasThere() throws IOException {
        view.rowAdded(Stalls.death(7, SPINNING).row());
        view.stateChanged(Stalls.recovery(7, Duration.ofSeconds(9), SPINNING));

        assertThat(only("dev.pollwatch.Stall").getInstant("lastBeat")).isEqualTo(Stalls.LAST_BEAT);
    }

    @Test
    void shouldHaveNoLastBeatWhereThereNeverWasOne() throws IOException {
        view.stateChanged(Stalls.deathWithoutABeat(7, Diagnosis.of("NEVER_BEAT", "")));

        // What the tools show as not available.
        assertThat(only("dev.pollwatch.Stall").getInstant("lastBeat")).isEqualTo(Instant.MIN);
    }

    @Test
    void shouldRecordEachChangeOfState() throws IOException {
        view.stateChanged(Stalls.death(7, SPINNING));
        view.stateChanged(new StateChange(
                Rows.row(8, "rx-1", State.ALIVE), State.SLEEP, State.ALIVE, 1_500_000_000, 0, 1_700_000_000_123L));

        List<RecordedEvent> events = events("dev.pollwatch.StateChange");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).getString("to")).isEqualTo("DEAD");
        assertThat(events.get(0).getString("diagnosis")).isEqualTo("SPINNING");
        assertThat(events.get(0).getString("diagnosisDetail")).isEqualTo("at Faults.spin(Faults.java:41)");
        RecordedEvent event = events.get(1);
        assertThat(event.getString("pollThread")).isEqualTo("rx-1");
        assertThat(event.getString("loop")).isEqualTo(Rows.LOOP);
        assertThat(event.getString("from")).isEqualTo("SLEEP");
        assertThat(event.getString("to")).isEqualTo("ALIVE");
        assertThat(event.getDuration("timeInOld")).isEqualTo(Duration.ofMillis(1500));
        assertThat(event.getInstant("changeTime")).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(event.getLong("tid")).isEqualTo(4738);
        assertThat(event.getLong("javaThreadId")).isEqualTo(28);
        assertThat(event.getLong("incarnation")).isEqualTo(1);
        assertThat(event.getString("diagnosis")).isEmpty();
        assertThat(events("dev.pollwatch.Stall")).as("of the death only").hasSize(1);
    }

    @Test
    void shouldRecordAHostPause() throws IOException {
        view.hostPaused(1_400_000_000L);

        assertThat(only("dev.pollwatch.HostPause").getDuration("pauseDuration")).isEqualTo(Duration.ofMillis(1400));
    }

    @Test
    void shouldLeaveOutTheStackOfWhoeverWritesTheEvent() throws IOException {
        view.stateChanged(Stalls.death(7, SPINNING));
        view.hostPaused(1);

        for (String name : List.of("dev.pollwatch.Stall", "dev.pollwatch.StateChange", "dev.pollwatch.HostPause")) {
            assertThat(only(name).getStackTrace()).as(name).isNull();
        }
    }

    @Test
    void shouldHeedARecordingThatWantsNoneOfIt() throws IOException {
        recording.disable("dev.pollwatch.StateChange");
        view.stateChanged(Stalls.death(7, SPINNING));
        recording.disable("dev.pollwatch.Stall");
        view.stateChanged(Stalls.recovery(7, Duration.ofSeconds(9), SPINNING));

        assertThat(events("dev.pollwatch.StateChange")).isEmpty();
        assertThat(only("dev.pollwatch.Stall").getBoolean("over")).isFalse();
    }

    @Test
    void shouldRecordNamesAndStacksOfAnyKindAndLength() throws IOException {
        for (String name : Rows.HOSTILE_NAMES) {
            view.stateChanged(Stalls.deathOf(name, new Diagnosis("SPINNING", name, name.repeat(10))));
        }

        List<RecordedEvent> events = events("dev.pollwatch.Stall");
        assertThat(events)
                .extracting(event -> event.getString("pollThread"))
                .containsExactlyElementsOf(Rows.HOSTILE_NAMES);
        assertThat(events.get(events.size() - 1).getString("stack")).hasSize(700_000);
    }

    private RecordedEvent only(String name) throws IOException {
        List<RecordedEvent> events = events(name);
        assertThat(events).as(name).hasSize(1);
        return events.get(0);
    }

    private List<RecordedEvent> events(String name) throws IOException {
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        // As they were written; a file has them in chunks of threads.
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }
}
