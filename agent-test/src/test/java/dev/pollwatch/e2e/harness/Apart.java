package dev.pollwatch.e2e.harness;

import java.util.List;
import java.util.stream.Stream;

/**
 * What sets a program apart from this one, as a container or an account of its own does: a command for {@link Host#under}. A test stops where this
 * machine does not let it.
 */
public final class Apart {

    private static final String NOBODY = "65534";

    private Apart() {}

    /**
     * Has it run as a user that is not root and may read the agent's jar.
     *
     * @return the command
     */
    public static List<String> asAnotherUser() {
        CommandLineTool setpriv = CommandLineTool.need(
                "setpriv",
                tool -> tool.run(
                                        "",
                                        "--reuid",
                                        NOBODY,
                                        "--clear-groups",
                                        "test",
                                        "-r",
                                        TestPaths.agentJar().toString())
                                .exitCode()
                        == 0,
                "it is in util-linux, and needs root");
        return List.of(setpriv.path().toString(), "--reuid", NOBODY, "--clear-groups");
    }

    /**
     * Has it run in a PID namespace of its own; see {@link #inside}.
     *
     * @return the command
     */
    public static List<String> withOwnPids() {
        return unshare("--pid", "--fork", "--kill-child");
    }

    /**
     * Has it run in a network of its own, with a loopback interface that is down.
     *
     * @return the command
     */
    public static List<String> withOwnNetwork() {
        return unshare("--net");
    }

    /**
     * The process that runs within.
     *
     * @param outer what was started {@link #withOwnPids}
     * @return the process id, as it is out here
     */
    public static long inside(HostProcess outer) {
        return ProcessHandle.of(outer.pid())
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static List<String> unshare(String... how) {
        CommandLineTool unshare = CommandLineTool.need(
                "unshare",
                tool -> tool.run("", with(how, "true")).exitCode() == 0,
                "it is in util-linux, and needs root");
        return List.of(with(new String[] {unshare.path().toString()}, how));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
