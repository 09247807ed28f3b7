package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.hosts.Order;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A poll thread of a {@link WatchedHost}, and its row in all five views.
 *
 * @param host its host
 * @param id what its host calls it
 * @param thread the row's thread name
 * @param loop the row's loop
 */
public record WatchedRow(WatchedHost host, String id, String thread, String loop) {

    /**
     * Gives the thread an order.
     *
     * @param order the order
     * @return this
     */
    public WatchedRow order(Order order) {
        host.process().command("order " + id + " " + order);
        return this;
    }

    /**
     * Interrupts the thread.
     *
     * @return this
     */
    public WatchedRow interrupt() {
        host.process().command("interrupt " + id);
        return this;
    }

    /**
     * Another row of the same thread.
     *
     * @param kind the kind of loop that the row is for
     * @return the row
     */
    public WatchedRow in(String kind) {
        return new WatchedRow(host, id, thread, WatchedHost.loop(kind));
    }

    /**
     * The row of another thread of the same name.
     *
     * @param suffix what the row's name has behind the thread's
     * @return the row
     */
    public WatchedRow suffixed(String suffix) {
        return new WatchedRow(host, id, thread + suffix, loop);
    }

    /**
     * The row's key.
     *
     * @return {@code <thread name>|<loop>}
     */
    public String key() {
        return thread + "|" + loop;
    }

    /**
     * The name of the row's MBean.
     *
     * @return the name
     */
    public String bean() {
        return Jmx.row(thread, loop);
    }

    /**
     * Waits until every view shows the row in a state.
     *
     * @param state the state
     * @return this
     */
    public WatchedRow awaitEverywhere(String state) {
        WatchedHost.eventually(
                "/threads shows " + key() + " " + state,
                () -> assertThat(attribute("state")).isEqualTo(state));
        WatchedHost.eventually(
                "JMX shows " + key() + " " + state,
                () -> assertThat(host.jmx().get(bean(), "State")).isEqualTo(state));
        WatchedHost.eventually(
                "/metrics shows " + key() + " " + state,
                () -> assertThat(metricStates()).containsExactly(state.toLowerCase(Locale.ROOT)));
        WatchedHost.eventually("/health shows " + key() + " " + state, () -> assertThatHealthShows(state));
        WatchedHost.eventually(
                "the log shows " + key() + " " + state,
                () -> assertThat(loggedState()).isEqualTo(state));
        return this;
    }

    /**
     * Waits until {@code /threads} shows the row in a state.
     *
     * @param state the state
     * @return this
     */
    public WatchedRow await(String state) {
        WatchedHost.eventually(
                key() + " " + state, () -> assertThat(attribute("state")).isEqualTo(state));
        return this;
    }

    /**
     * An attribute as {@code /threads} shows it.
     *
     * @param name its name in lower camel case
     * @return its value, {@code null} when there is no such row
     */
    public Object attribute(String name) {
        for (Map<String, Object> row : host.http().threads()) {
            if (thread.equals(row.get("name")) && loop.equals(row.get("loop"))) {
                return row.get(name);
            }
        }
        return null;
    }

    /**
     * The log's lines on changes of the row's state.
     *
     * @return the lines
     */
    public List<String> logLines() {
        String prefix = " \"" + thread + "\" " + loop + " ";
        return host.process().err().stream()
                .filter(line -> line.startsWith(HostProcess.LOG_PREFIX) && line.contains(prefix))
                .filter(line -> line.contains(" -> "))
                .toList();
    }

    private List<String> metricStates() {
        return host.http().metrics().of("pollwatch_thread_state", thread, loop).stream()
                .filter(sample -> sample.value() == 1)
                .map(sample -> sample.labels().get("state"))
                .toList();
    }

    private void assertThatHealthShows(String state) {
        HealthAnswer health = host.http().health();
        assertThat(health.names(thread, loop)).isEqualTo(state.equals("DEAD"));
        assertThat(health.code()).isEqualTo(health.dead().isEmpty() ? 200 : 503);
    }

    /** The state that the last change led to; a row of which no change is logged has the one it began with. */
    private String loggedState() {
        List<String> lines = logLines();
        return lines.isEmpty() ? "UNUSED" : lines.get(lines.size() - 1).replaceAll(".* -> ([A-Z]+) .*", "$1");
    }
}
