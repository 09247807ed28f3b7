package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.hosts.EchoHost;
import dev.pollwatch.hosts.EchoLoops;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An {@link EchoHost} under traffic that was started without the agent. */
public final class AttachedHost implements AutoCloseable {

    /** The loop that is entered before anybody can attach, and never again. */
    public static final String SERVE = EchoLoops.class.getName() + "#serve";

    /** The loop that is entered again and again. */
    public static final String ROUND = EchoLoops.class.getName() + "#round";

    private final HostProcess process;
    private final EchoTraffic traffic;

    private AttachedHost(HostProcess process) throws IOException {
        this.process = process;
        this.traffic = EchoTraffic.to(process);
    }

    /**
     * Starts one.
     *
     * @param host the host to be
     * @return the running host
     * @throws IOException when there is no socket
     */
    public static AttachedHost start(Host host) throws IOException {
        HostProcess process = host.start(EchoHost.class);
        try {
            process.awaitReady();
            AttachedHost started = new AttachedHost(process);
            started.traffic.awaitFlow();
            return started;
        } catch (IOException | RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * Attaches by the command line.
     *
     * @param jdk the JDK that the command runs on
     * @param options the agent's options
     * @return the command's end
     */
    public Finished attach(Jdk jdk, String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "attach";
        args[1] = Long.toString(process.pid());
        System.arraycopy(options, 0, args, 2, options.length);
        return Host.on(jdk).runAgentJar(args);
    }

    /**
     * The host.
     *
     * @return its process
     */
    public HostProcess process() {
        return process;
    }

    /**
     * What is on its way to and fro.
     *
     * @return the traffic
     */
    public EchoTraffic traffic() {
        return traffic;
    }

    /**
     * A row as {@code /threads} shows it.
     *
     * @param thread its thread's name
     * @param loop its loop
     * @return its attributes; empty when there is no such row
     */
    public Map<String, Object> row(String thread, String loop) {
        return Http.of(process).threads().stream()
                .filter(row -> thread.equals(row.get("name")) && loop.equals(row.get("loop")))
                .findFirst()
                .orElse(Map.of());
    }

    /**
     * Waits until a row is as it should be.
     *
     * @param thread its thread's name
     * @param loop its loop
     * @param states the states that are right
     */
    public void awaitState(String thread, String loop, String... states) {
        WatchedHost.eventually(
                thread + " in " + loop + " is " + List.of(states),
                () -> assertThat(row(thread, loop).get("state")).isIn((Object[]) states));
    }

    /**
     * The changes of a row's state that were logged.
     *
     * @param thread its thread's name
     * @return the lines
     */
    public List<String> changes(String thread) {
        Predicate<String> isChange = line -> line.startsWith(HostProcess.LOG_PREFIX) && line.contains(" -> ");
        return process.err().stream()
                .filter(isChange.and(line -> line.contains('"' + thread + '"')))
                .toList();
    }

    @Override
    public void close() {
        traffic.close();
        process.close();
    }
}
