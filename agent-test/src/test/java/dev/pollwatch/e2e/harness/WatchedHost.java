package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;

/** A {@link LoopHost} with the agent in it that watches all its loops, and every view of that agent. */
public final class WatchedHost implements AutoCloseable {

    private static final String CLASS = "dev.pollwatch.hosts.PollLoops#";
    private static final String OPTIONS = "http=0,interval=200ms,sleep=dev.pollwatch.hosts.Orders#idle,call="
            + loop("called") + ",end=" + loop("noMoreCalls") + ",progress=" + loop("batch") + ",loop="
            + String.join(
                    ",",
                    loop("busy"),
                    loop("endless") + ";on-return=dead",
                    loop("slowToBegin"),
                    loop("patientlyBegun") + ";dead-after=1h",
                    loop("sleeping"),
                    loop("sleepingUntilInterrupted"),
                    loop("parking"),
                    loop("taking"),
                    loop("selecting"),
                    loop("idling"),
                    loop("outer"),
                    loop("batching"),
                    loop("inner"),
                    loop("recursing"));

    private final HostProcess process;
    private final Http http;
    private final AtomicInteger names = new AtomicInteger();
    private Jmx jmx;

    private WatchedHost(HostProcess process) {
        this.process = process;
        this.http = Http.of(process);
    }

    /**
     * Starts one.
     *
     * @param jdk the JDK
     * @param moreOptions further options of the agent, empty for none
     * @return the running host
     */
    public static WatchedHost start(Jdk jdk, String moreOptions) {
        return start(Host.on(jdk), moreOptions);
    }

    /**
     * Starts one that has more to it.
     *
     * @param host the host to be, as yet without an agent
     * @param moreOptions further options of the agent, empty for none
     * @return the running host
     */
    public static WatchedHost start(Host host, String moreOptions) {
        String options = moreOptions.isEmpty() ? OPTIONS : OPTIONS + "," + moreOptions;
        HostProcess process = host.agent(options).start(LoopHost.class);
        try {
            return new WatchedHost(process);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * The name under which a kind of loop is shown.
     *
     * @param kind the kind
     * @return {@code class#method}
     */
    public static String loop(String kind) {
        return CLASS + kind;
    }

    /**
     * Starts a poll thread under a name that no other has.
     *
     * @param kind the kind of its loop
     * @param first its first order
     * @return its row
     */
    public WatchedRow run(String kind, Order first) {
        String name = "rx-" + names.incrementAndGet();
        return run(name, kind, first, name);
    }

    /**
     * Starts a poll thread.
     *
     * @param id what to call it by in orders
     * @param kind the kind of its loop
     * @param first its first order
     * @param name the thread's name
     * @return the row of that name
     */
    public WatchedRow run(String id, String kind, Order first, String name) {
        process.command("run " + id + " " + kind + " " + first + " " + name);
        return new WatchedRow(this, id, name, loop(kind));
    }

    /**
     * Starts a poll thread that is a virtual one.
     *
     * @param kind the kind of its loop
     * @param first its first order
     * @param name the thread's name, {@code -} for none
     * @return its row
     */
    public WatchedRow runVirtual(String kind, Order first, String name) {
        process.command("virtual " + name + " " + kind + " " + first + " " + name);
        return new WatchedRow(this, name, name.equals("-") ? "virtual" : name, loop(kind));
    }

    /**
     * Waits until an assertion holds.
     *
     * @param what for the message when it never does
     * @param assertion the assertion
     */
    public static void eventually(String what, ThrowingRunnable assertion) {
        await(what)
                .atMost(HostProcess.LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    /**
     * The rows of a thread name, in whatever loops.
     *
     * @param name the name
     * @return the rows as {@code /threads} gives them
     */
    public List<Map<String, Object>> rowsNamed(String name) {
        return http.threads().stream()
                .filter(row -> ((String) row.get("name")).startsWith(name))
                .toList();
    }

    /**
     * Waits until {@code /health} gives a status.
     *
     * @param code the HTTP status code
     * @param status the word
     */
    public void awaitHealth(int code, String status) {
        eventually("health " + status, () -> {
            HealthAnswer answer = http.health();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
        });
    }

    /**
     * The host itself.
     *
     * @return its process
     */
    public HostProcess process() {
        return process;
    }

    /**
     * The HTTP endpoint.
     *
     * @return the endpoint
     */
    public Http http() {
        return http;
    }

    /**
     * The MBeans; the connection is made at the first call.
     *
     * @return the connection
     */
    public Jmx jmx() {
        if (jmx == null) {
            jmx = Jmx.of(process);
        }
        return jmx;
    }

    @Override
    public void close() {
        if (jmx != null) {
            jmx.close();
        }
        process.close();
    }
}
