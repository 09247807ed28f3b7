package dev.pollwatch.view.jmx;

import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.Rows;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class JmxRegistrationTest extends RemoteJmx {

    @Test
    void registersNothingBeforeItIsTold() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE));
        assertThat(remote.queryNames(new ObjectName("dev.pollwatch:*"), null)).isEmpty();

        view.register(server);

        assertThat(remote.queryNames(new ObjectName("dev.pollwatch:*"), null))
                .containsExactlyInAnyOrder(whole, thread("rx"));
        view.register(MBeanServerFactory.newMBeanServer());
        assertThat(log.lines(Level.WARN)).isEmpty();
    }

    @Test
    void addsAndTakesAwayBeansWithTheirRows() throws Exception {
        view.register(server);
        keepalive.show(row(1, "rx", State.ALIVE));
        assertThat(remote.isRegistered(thread("rx"))).isTrue();
        keepalive.show(row(2, "tx", State.ALIVE));
        assertThat(remote.isRegistered(thread("rx"))).isFalse();
        assertThat(remote.isRegistered(thread("tx"))).isTrue();

        view.unregisterAll();

        assertThat(remote.queryNames(new ObjectName("dev.pollwatch:*"), null)).isEmpty();
        keepalive.show(row(3, "late", State.ALIVE));
        assertThat(remote.isRegistered(thread("late"))).isFalse();
    }

    @Test
    void takesWhateverAThreadIsCalled() throws Exception {
        Row[] rows = IntStream.range(0, Rows.HOSTILE_NAMES.size())
                .mapToObj(i -> row(i, Rows.HOSTILE_NAMES.get(i), State.ALIVE))
                .toArray(Row[]::new);
        keepalive.show(rows);

        view.register(server);

        for (Row row : rows) {
            assertThat(remote.getAttribute(thread(row.name()), "Name")).isEqualTo(row.name());
        }
        CompositeData[] threads = (CompositeData[]) remote.getAttribute(whole, "Threads");
        assertThat(Arrays.stream(threads).map(data -> data.get("name"))).containsExactlyElementsOf(Rows.HOSTILE_NAMES);
        assertThat(log.lines(Level.WARN)).isEmpty();
        keepalive.show();
        assertThat(remote.getMBeanCount()).isEqualTo(2);
    }

    @Test
    void warnsOnceWhenTheNamesAreTaken() throws Exception {
        FakeKeepalive first = new FakeKeepalive(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE));
        JmxView other = new JmxView(first, Rows.TASKS, "0.9", () -> "", List::of, () -> 0, log);
        first.addListener(other);
        other.register(server);
        assertThat(log.lines(Level.WARN)).isEmpty();

        keepalive.show(row(1, "rx", State.ALIVE));
        view.register(server);
        keepalive.show(row(1, "rx", State.SLEEP), row(2, "tx", State.ALIVE), row(3, "new", State.ALIVE));

        assertThat(log.lines(Level.WARN)).hasSize(1).first().asString().contains("type=Keepalive", "already");
        assertThat(remote.isRegistered(thread("new"))).isTrue();
        view.unregisterAll();
        assertThat(remote.isRegistered(thread("new"))).isFalse();
        assertThat(remote.getAttribute(whole, "Version")).isEqualTo("0.9");
        assertThat(remote.isRegistered(thread("rx"))).isTrue();
    }

    @Test
    void worksInThePlatformServerAsWell() throws Exception {
        MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
        keepalive.show(row(1, "rx", State.ALIVE));
        view.register(platform);
        try {
            assertThat(platform.getAttribute(thread("rx"), "State")).isEqualTo("ALIVE");
        } finally {
            view.unregisterAll();
        }
    }
}
