package dev.pollwatch.view.metrics;

import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** In this JVM's own global registry, which stands for a host's. */
class HostMetersTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private final RecordingLogger log = new RecordingLogger();
    private final AtomicInteger news = new AtomicInteger();
    private final HostMeters meters = new HostMeters(keepalive, Rows.TASKS, "1.0.0", news::incrementAndGet, log);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void addTheRegistry() {
        Metrics.addRegistry(registry);
        keepalive.addListener(meters);
    }

    @AfterEach
    void leaveNothingBehind() {
        Metrics.globalRegistry.clear();
        Metrics.removeRegistry(registry);
    }

    private double state(String thread, State state) {
        return registry.get("pollwatch.thread.state")
                .tags("thread", thread, "state", state.label())
                .gauge()
                .value();
    }

    @Test
    void showsRowsOfBeforeAndAfter() {
        keepalive.show(row(1, "rx", State.ALIVE));
        meters.bind(Metrics.class);
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.SLEEP));
        meters.update();

        assertThat(state("rx", State.ALIVE)).isEqualTo(1);
        assertThat(state("tx", State.SLEEP)).isEqualTo(1);
        assertThat(registry.get("pollwatch.heartbeats")
                        .tag("thread", "rx")
                        .functionCounter()
                        .count())
                .isEqualTo(1e6);
        assertThat(registry.get("pollwatch.thread.cpu")
                        .tag("thread", "tx")
                        .functionCounter()
                        .count())
                .isEqualTo(2.5);
        assertThat(registry.get("pollwatch.threads")
                        .tag("state", "alive")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(log.lines(Level.WARN)).isEmpty();
    }

    @Test
    void takesOutTheMetersOfARowThatGoes() {
        keepalive.show(row(1, "rx", State.ALIVE));
        meters.bind(Metrics.class);
        keepalive.show(row(2, "rx", State.SLEEP));
        meters.update();
        assertThat(state("rx", State.SLEEP)).isEqualTo(1);

        keepalive.show();
        meters.update();

        assertThat(registry.find("pollwatch.thread.state").meters()).isEmpty();
        assertThat(registry.find("pollwatch.thread.info").meters()).isEmpty();
        assertThat(registry.find("pollwatch.threads").meters()).hasSize(4);
    }

    @Test
    void asksToBeUpdatedWhenAnotherThreadTakesARowOver() {
        keepalive.show(row(1, "rx", State.UNUSED, 100, 1, Diagnosis.NONE));
        meters.bind(Metrics.class);
        news.set(0);

        keepalive.show(row(1, "rx", State.ALIVE, 200, 2, Diagnosis.NONE));
        assertThat(news).hasValue(1);
        meters.update();

        assertThat(registry.find("pollwatch.thread.info").meters())
                .extracting(meter -> meter.getId().getTag("tid"))
                .containsExactly("200");
    }

    @Test
    void looksOnceForAWholeScrape() {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE));
        meters.bind(Metrics.class);
        keepalive.snapshots.set(0);

        registry.getMeters().forEach(meter -> meter.measure().forEach(measurement -> measurement.getValue()));

        assertThat(keepalive.snapshots).hasValueLessThan(2);
    }

    @Test
    void showsTheOtherMetersWhereTheHostRefusesOne() {
        MeterFilter refusal = new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (id.getName().equals("pollwatch.stalls")) {
                    throw new IllegalStateException("not in my house");
                }
                return MeterFilterReply.NEUTRAL;
            }
        };
        registry.config().meterFilter(refusal);
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE));

        meters.bind(Metrics.class);

        assertThat(state("tx", State.ALIVE)).isEqualTo(1);
        assertThat(registry.find("pollwatch.stalls").meters()).isEmpty();
        assertThat(log.lines(Level.WARN)).singleElement().asString().contains("not in my house");
    }

    @Test
    void showsTheLastThatWasSeenWhereItCannotLook() {
        keepalive.show(row(1, "rx", State.ALIVE));
        meters.bind(Metrics.class);
        keepalive.failure = new IllegalStateException("no snapshot");

        assertThat(state("rx", State.ALIVE)).isEqualTo(1);
    }
}
