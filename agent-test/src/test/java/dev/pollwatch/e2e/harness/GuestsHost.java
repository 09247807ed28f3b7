package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.hosts.loaders.GuestHost;
import java.util.List;
import java.util.Map;

/** A {@link GuestHost} with the agent in it that watches the guests' loops, and the rows it shows. */
public final class GuestsHost implements AutoCloseable {

    /** The loop of the guest's own thread. */
    public static final String LOOP = "dev.pollwatch.guests.Guest#poll";

    /** The loop of a guest's servlet, on a thread of the container. */
    public static final String SERVLET_LOOP = "dev.pollwatch.guests.GuestServlet#serve";

    /** The loop of odd classes. */
    public static final String COUNTING_LOOP = "dev.pollwatch.guests.Counting#poll";

    /** The loop of a class that is defined by a look-up. */
    public static final String DEFINED_LOOP = "dev.pollwatch.guests.CountingDefined#poll";

    /** The loop of a class that is loaded when its loader is asked for the file of another. */
    public static final String STRAGGLER_LOOP = "dev.pollwatch.guests.Straggler#poll";

    /** A rule for which the agent asks the hierarchy of each class that might answer to it, in whatever loader. */
    private static final String BY_SUPERTYPE = "java.lang.Runnable+#poll";

    /** Options by which the agent watches all loops of guests. */
    public static final String OPTIONS = "http=0,interval=200ms,loop="
            + String.join(",", LOOP, SERVLET_LOOP, COUNTING_LOOP, DEFINED_LOOP, STRAGGLER_LOOP, BY_SUPERTYPE);

    private final HostProcess process;
    private final Http http;

    private GuestsHost(HostProcess process) {
        this.process = process;
        this.http = Http.of(process);
    }

    /**
     * Starts one.
     *
     * @param jdk the JDK
     * @param container what kind of container
     * @param libraries the folder of the container's jars
     * @param jvmArgs further arguments for its JVM
     * @return the running host
     */
    public static GuestsHost start(Jdk jdk, String container, String libraries, String... jvmArgs) {
        Host host = Host.on(jdk).jvm(jvmArgs).agent(OPTIONS);
        return start(host, container, libraries);
    }

    /**
     * Starts one.
     *
     * @param host the host to be, with its agents
     * @param container what kind of container
     * @param libraries the folder of the container's jars
     * @return the running host
     */
    public static GuestsHost start(Host host, String container, String libraries) {
        HostProcess process = host.classPath(TestPaths.loaderLibraries(libraries))
                .start(GuestHost.class, container, TestPaths.newFolder("guests").toString());
        try {
            return new GuestsHost(process);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * Has the container take a guest in. Its thread is named as it is.
     *
     * @param id its name
     * @return this
     */
    public GuestsHost admit(String id) {
        process.command("admit " + id + " " + id);
        return this;
    }

    /**
     * Gives a guest an order.
     *
     * @param id its name
     * @param order the order
     * @return this
     */
    public GuestsHost tell(String id, String order) {
        process.command("tell " + id + " " + order);
        return this;
    }

    /**
     * Asks a guest over the network.
     *
     * @param id its name
     * @param query what comes behind its address
     * @return the answer
     */
    public String ask(String id, String query) {
        int before = process.out().size();
        process.command("ask " + id + " " + query);
        return process.out().get(before);
    }

    /**
     * Has the container let a guest go.
     *
     * @param id its name
     * @return this
     */
    public GuestsHost dismiss(String id) {
        process.command("dismiss " + id);
        return this;
    }

    /**
     * Waits until the class loader that a guest had has been collected.
     *
     * @param id its name
     * @return this
     */
    public GuestsHost awaitCollected(String id) {
        process.command("collected " + id);
        return this;
    }

    /**
     * Waits until the row of a guest's thread is in a state.
     *
     * @param id the guest's name
     * @param state the state
     * @return this
     */
    public GuestsHost await(String id, String state) {
        WatchedHost.eventually(id + " " + state, () -> assertThat(row(id, LOOP)).containsEntry("state", state));
        return this;
    }

    /**
     * Has guests go round, sleep, stall and recover, and waits for each of it to be seen. The sleep is in a class of the guest's own, which
     * the agent can know for a sleep point only by asking the guest's loader for its file.
     *
     * @param ids their names
     * @return this
     */
    public GuestsHost awaitAllThatALoopDoes(String... ids) {
        return awaitAll("ALIVE", ids)
                .tellAll("sleep", ids)
                .awaitAll("SLEEP", ids)
                .awaitStallAndRecovery(ids);
    }

    /**
     * Has guests stall and recover, and waits for both to be seen.
     *
     * @param ids their names
     * @return this
     */
    public GuestsHost awaitStallAndRecovery(String... ids) {
        tellAll("stall", ids).awaitAll("DEAD", ids);
        WatchedHost.eventually("SPINNING", () -> {
            for (String id : ids) {
                assertThat(row(id, LOOP)).containsEntry("diagnosis", "SPINNING");
            }
        });
        return tellAll("go", ids).awaitAll("ALIVE", ids);
    }

    private GuestsHost tellAll(String order, String... ids) {
        for (String id : ids) {
            tell(id, order);
        }
        return this;
    }

    private GuestsHost awaitAll(String state, String... ids) {
        for (String id : ids) {
            await(id, state);
        }
        return this;
    }

    /**
     * A row.
     *
     * @param thread its thread
     * @param loop its loop
     * @return the row as {@code /threads} gives it; empty when there is none
     */
    public Map<String, Object> row(String thread, String loop) {
        return rows(loop).stream()
                .filter(row -> thread.equals(row.get("name")))
                .findFirst()
                .orElse(Map.of());
    }

    /**
     * The rows of a loop.
     *
     * @param loop the loop
     * @return the rows as {@code /threads} gives them
     */
    public List<Map<String, Object>> rows(String loop) {
        return http.threads().stream()
                .filter(row -> loop.equals(row.get("loop")))
                .toList();
    }

    /**
     * The host itself.
     *
     * @return its process
     */
    public HostProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
