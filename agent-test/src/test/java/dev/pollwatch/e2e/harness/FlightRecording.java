package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A recording of JDK Flight Recorder in a host, handled with the JDK's own tools.
 *
 * @param jdk the host's JDK
 * @param host the host
 * @param folder where to put what is dumped
 */
public record FlightRecording(Jdk jdk, HostProcess host, Path folder) {

    private static final String NAME = "test";

    /** Has the JVM record from its start on. */
    public static final String FROM_THE_START = "-XX:StartFlightRecording:name=" + NAME;

    /**
     * Has a running host record from now on.
     *
     * @return this
     */
    public FlightRecording start() {
        jcmd("JFR.start", "name=" + NAME);
        return this;
    }

    /** Ends it and throws it away. */
    public void stop() {
        jcmd("JFR.stop", "name=" + NAME);
    }

    /**
     * The events of one type so far, the oldest first.
     *
     * @param type such as {@code dev.pollwatch.Stall}
     * @return each as {@code jfr print} shows it
     */
    public List<String> print(String type) {
        Path file = folder.resolve("recording.jfr");
        jcmd("JFR.dump", "name=" + NAME, "filename=" + file);
        String printed = run("jfr", "print", "--events", type, file.toString());
        List<String> events = new ArrayList<>();
        for (String event : printed.split("(?m)^(?=" + Pattern.quote(type) + " \\{)")) {
            if (!event.isBlank()) {
                events.add(event);
            }
        }
        return events;
    }

    /**
     * The names of the host's threads, those of the JVM itself too.
     *
     * @return a thread dump
     */
    public String threadDump() {
        return jcmd("Thread.print");
    }

    private String jcmd(String... command) {
        List<String> args = new ArrayList<>(List.of(String.valueOf(host.pid())));
        args.addAll(List.of(command));
        return run("jcmd", args.toArray(String[]::new));
    }

    private String run(String tool, String... args) {
        CommandLineTool.Result result = new CommandLineTool(Path.of(jdk.tool(tool))).run("", args);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result.out();
    }
}
