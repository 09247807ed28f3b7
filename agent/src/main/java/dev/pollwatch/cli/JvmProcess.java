package dev.pollwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A process that is a JVM, for all that can be seen from outside.
 *
 * @param pid its id
 * @param user who runs it
 * @param program its main class or jar
 * @param seemsWatched whether it has a thread of Pollwatch's
 */
record JvmProcess(long pid, String user, String program, boolean seemsWatched) {

    /** The JVM gives its threads' names to the kernel, which keeps the first 15 bytes. */
    private static final String OUR_THREADS = "pollwatch-";

    /**
     * Looks for JVMs. Signals none and connects to none.
     *
     * @param proc where processes are shown
     * @return all but this one, by pid; those of other users as far as their names tell
     * @throws UnreachableException on a runtime that cannot tell
     */
    static List<JvmProcess> all(Path proc) throws UnreachableException {
        Map<Long, String> programs;
        try {
            programs = Attachment.programs();
        } catch (NoClassDefFoundError noAttachApi) {
            programs = new TreeMap<>();
        }
        boolean hasProc = Files.isDirectory(proc.resolve("self"));
        TreeSet<Long> pids = new TreeSet<>(programs.keySet());
        if (hasProc) {
            pids.clear();
            pids.addAll(processes(proc));
        }
        pids.remove(ProcessHandle.current().pid());
        List<JvmProcess> found = new ArrayList<>();
        for (long pid : pids) {
            HostProcess process = new HostProcess(proc, pid);
            if (!hasProc || process.looksLikeAJvm()) {
                String program = programs.getOrDefault(pid, "");
                found.add(new JvmProcess(
                        pid,
                        ProcessHandle.of(pid)
                                .flatMap(handle -> handle.info().user())
                                .orElse("?"),
                        program.isEmpty() ? process.name() : program,
                        !hasProc || hasOurThread(proc.resolve(pid + "/task"))));
            }
        }
        found.sort(Comparator.comparingLong(JvmProcess::pid));
        return found;
    }

    /** Asks the agent in it. */
    AgentNotice notice() throws UnreachableException {
        new HostProcess(Path.of("/proc"), pid).checkThatItCanBeAsked();
        return Attachment.notice(pid);
    }

    private static List<Long> processes(Path proc) {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path folder : folders) {
                pids.add(Long.parseLong(folder.getFileName().toString()));
            }
        } catch (IOException | NumberFormatException unreadable) {
            // What was found so far is all that can be said.
            return pids;
        }
        return pids;
    }

    private static boolean hasOurThread(Path tasks) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
            for (Path task : folders) {
                if (comm(task).startsWith(OUR_THREADS)) {
                    return true;
                }
            }
        } catch (IOException ended) {
            return false;
        }
        return false;
    }

    private static String comm(Path task) {
        try {
            return new String(Files.readAllBytes(task.resolve("comm")), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
