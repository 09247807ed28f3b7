package dev.pollwatch.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code /proc} says of a process, before anything is sent to it. The JDK asks a JVM to listen by SIGQUIT, without a look at who gets it:
 * that signal ends most programs, and makes others shut down. So it is sent to nothing that does not show itself to be a JVM that handles it.
 */
final class HostProcess {

    /** SIGQUIT is signal 3, and the mask begins with signal 1. */
    private static final long SIGQUIT_BIT = 1L << 2;

    private static final String NO_ATTACH = "-XX:+DisableAttachMechanism";

    private final Path proc;
    private final long pid;
    private final Path folder;
    private final String otherWay;

    HostProcess(Path proc, long pid) {
        this(proc, pid, "");
    }

    /**
     * Looks at a process.
     *
     * @param proc where processes are shown
     * @param pid which one
     * @param otherWay what else one can do where a JVM is one but cannot be attached to; the end of a sentence, or empty
     */
    HostProcess(Path proc, long pid, String otherWay) {
        this.proc = proc;
        this.pid = pid;
        this.folder = proc.resolve(Long.toString(pid));
        this.otherWay = otherWay;
    }

    /**
     * Gives a sentence where an attach would harm the process, or is known to fail.
     *
     * @param jar the agent's jar, which the host must be able to read
     * @throws UnreachableException with cause and remedy
     */
    void checkThatItCanBeAttachedTo(File jar) throws UnreachableException {
        if (checkThatItCanBeAsked()) {
            checkThatItSees(jar);
        }
    }

    /**
     * The same for a process that need not load the agent.
     *
     * @return whether this system has a {@code /proc} that tells more
     * @throws UnreachableException with cause and remedy
     */
    boolean checkThatItCanBeAsked() throws UnreachableException {
        if (pid == ProcessHandle.current().pid()) {
            throw new UnreachableException(pid + " is this command itself; give the pid of another JVM");
        }
        if (!Files.isDirectory(proc.resolve("self"))) {
            // No Linux: the JDK's own list of JVMs tells who is one.
            Attachment.checkThatItIsListed(pid);
            return false;
        }
        Map<String, String> status = status();
        checkThatItRuns(status);
        checkThatItIsNear(status);
        checkThatItIsAJvm(status);
        checkThatItListens();
        return true;
    }

    /** Whether it is a HotSpot JVM; of another user's process only the name can be seen. */
    boolean looksLikeAJvm() {
        return hasMapped("/libjvm.so") || name().equals("java") && !hasEnded() && !showsItsMaps();
    }

    /** The kernel decides at the opening, whatever the file's mode says. */
    private boolean showsItsMaps() {
        try (InputStream opened = Files.newInputStream(folder.resolve("maps"))) {
            return opened.available() >= 0;
        } catch (IOException mayNotBeRead) {
            return false;
        }
    }

    /** The program's name, as the kernel has it. */
    String name() {
        return status().getOrDefault("Name", "");
    }

    /** Whether it has ended since somebody spoke with it. */
    boolean hasEnded() {
        if (!Files.isDirectory(proc.resolve("self"))) {
            return ProcessHandle.of(pid).isEmpty();
        }
        String state = status().getOrDefault("State", "");
        return state.isEmpty() || state.startsWith("Z") || state.startsWith("X");
    }

    private void checkThatItRuns(Map<String, String> status) throws UnreachableException {
        if (status.isEmpty()) {
            throw new UnreachableException(
                    "There is no process " + pid + "; the command 'list' shows the JVMs that run");
        }
        String process = status.getOrDefault("Tgid", "");
        if (!process.isEmpty() && !process.equals(Long.toString(pid))) {
            throw new UnreachableException(
                    pid + " is a thread of the process " + process + "; give " + process + " instead");
        }
        String state = status.getOrDefault("State", "");
        if (state.startsWith("Z") || state.startsWith("X")) {
            throw new UnreachableException(
                    "The process " + pid + " has ended; the command 'list' shows the JVMs that run");
        }
        if (state.toLowerCase(Locale.ROOT).startsWith("t")) {
            throw new UnreachableException(
                    "The process " + pid + " is stopped and cannot answer; let it go on (kill -CONT " + pid
                            + ", or in the debugger) and try again");
        }
    }

    private void checkThatItIsNear(Map<String, String> status) throws UnreachableException {
        String user = second(status.getOrDefault("Uid", ""));
        String own = second(statusOf(proc.resolve("self")).getOrDefault("Uid", ""));
        if (!own.equals("0") && !user.equals(own)) {
            throw new UnreachableException(
                    "The process " + pid + " runs as the user " + user + ", and a JVM lets only its own user or"
                            + " root attach; run this command as that user, by sudo -u '#" + user + "'" + otherWay);
        }
        String container = link(folder.resolve("ns/pid"));
        String here = link(proc.resolve("self/ns/pid"));
        if (!container.isEmpty() && !here.isEmpty() && !container.equals(here)) {
            throw new UnreachableException(
                    "The process " + pid + " is in another container (PID namespace); run this command in there,"
                            + " by docker exec or kubectl exec, with the pid that it has there" + otherWay);
        }
    }

    private void checkThatItIsAJvm(Map<String, String> status) throws UnreachableException {
        String name = status.getOrDefault("Name", "");
        if (!hasMapped("/libjvm.so")) {
            throw new UnreachableException("The process " + pid + " (" + name
                    + ") is no HotSpot JVM, or has not got so far yet; the command 'list' shows"
                    + " the JVMs that run");
        }
        if ((mask(status.getOrDefault("SigCgt", "")) & SIGQUIT_BIT) == 0) {
            throw new UnreachableException(
                    "The JVM " + pid + " does not handle SIGQUIT, and attaching would end it: it was started"
                            + " with -Xrs, or is only just starting; try again, or start it without -Xrs" + otherWay);
        }
    }

    private void checkThatItListens() throws UnreachableException {
        if (text("cmdline").contains(NO_ATTACH) || text("environ").contains(NO_ATTACH)) {
            throw new UnreachableException("The JVM " + pid + " lets nobody attach (" + NO_ATTACH
                    + "); start it without that" + (otherWay.isEmpty() ? ", or with -javaagent" : otherWay));
        }
    }

    private void checkThatItSees(File jar) throws UnreachableException {
        Path itsRoot = folder.resolve("root");
        Path seen = itsRoot.resolve(jar.toPath().toAbsolutePath().toString().substring(1));
        if (Files.isReadable(itsRoot.resolve("proc")) && !Files.exists(seen)) {
            throw new UnreachableException("The process " + pid + " has another root directory, in which there is no "
                    + jar + "; copy the jar to that path there, or run this command in there");
        }
    }

    private Map<String, String> status() {
        return statusOf(folder);
    }

    private static Map<String, String> statusOf(Path folder) {
        Map<String, String> status = new HashMap<>();
        for (String line : text(folder, "status").split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return status;
    }

    private boolean hasMapped(String library) {
        try (Stream<String> maps = Files.lines(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return maps.anyMatch(line -> line.contains(library));
        } catch (IOException | RuntimeException mayNotBeRead) {
            return false;
        }
    }

    private String text(String file) {
        return text(folder, file);
    }

    private static String text(Path folder, String file) {
        try {
            return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException absent) {
            return "";
        }
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException | RuntimeException mayNotBeRead) {
            return "";
        }
    }

    /** The effective one of several ids. */
    private static String second(String ids) {
        String[] words = ids.split("\\s+");
        return words.length < 2 ? "" : words[1];
    }

    private static long mask(String hexadecimal) {
        try {
            return Long.parseUnsignedLong(hexadecimal, 16);
        } catch (NumberFormatException notSaid) {
            return 0;
        }
    }
}
