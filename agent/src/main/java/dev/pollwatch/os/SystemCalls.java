package dev.pollwatch.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Names the system call that a thread is in, from {@code /proc/self/task/<tid>/syscall}, which every process may read of itself. The
 * numbers differ from one kind of machine to the next; they are data, {@code syscalls.amd64} and {@code syscalls.aarch64}.
 */
public final class SystemCalls {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private record Call(String name, boolean ofDescriptor) {}

    private final Map<Integer, Call> calls;

    private SystemCalls(Map<Integer, Call> calls) {
        this.calls = calls;
    }

    /**
     * Those of this machine.
     *
     * @return the calls; where the machine is of another kind, numbers take the place of names
     */
    public static SystemCalls ofThisMachine() {
        return of(System.getProperty("os.arch", ""));
    }

    static SystemCalls of(String machine) {
        Map<Integer, Call> calls = new HashMap<>();
        boolean known = machine.equals("amd64") || machine.equals("aarch64");
        try (InputStream in = known ? SystemCalls.class.getResourceAsStream("syscalls." + machine) : null) {
            if (in != null) {
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("#")) {
                        String[] words = line.split(" ");
                        calls.put(Integer.valueOf(words[0]), new Call(words[1], words.length > 2));
                    }
                }
            }
        } catch (IOException unreadable) {
            // The agent's own jar cannot be read: the numbers must do.
            return new SystemCalls(Map.of());
        }
        return new SystemCalls(calls);
    }

    /**
     * The call that a thread is in at this moment, with the file it is about where that is easily told.
     *
     * @param tid the OS thread id
     * @return {@code futex}, {@code read of /run/orders}, {@code read of socket:[4711]}; where the call is not told, the kernel function that
     *     it waits in; empty where it is in none or nothing is known
     */
    public String of(long tid) {
        String told = tid <= 0 ? "" : Proc.ofTask(tid, "syscall").orElse("").trim();
        String name = name(told);
        if (!name.isEmpty()) {
            return name;
        }
        String channel = tid <= 0 ? "" : Proc.ofTask(tid, "wchan").orElse("").trim();
        return channel.equals("0") ? "" : channel;
    }

    /**
     * Whether a thread is in a system call at this moment; one that waits for the kernel and is in none has touched memory that is not there
     * yet.
     *
     * @param tid the OS thread id
     * @return {@code true} also where that is not known
     */
    public static boolean isInOne(long tid) {
        return !Proc.ofTask(tid, "syscall").orElse("").startsWith("-1 ");
    }

    /**
     * The selector that a thread waits on at this moment, by its file descriptor.
     *
     * @param tid the OS thread id
     * @return {@code epoll_wait 0xc}; empty where it waits on none or nothing is known
     */
    public String selectorOf(long tid) {
        String[] words = tid <= 0
                ? new String[0]
                : Proc.ofTask(tid, "syscall").orElse("").split(" ");
        Call call = words.length < 2 ? null : calls.get((int) LinuxTasks.number(words[0]));
        return call != null && call.name().startsWith("epoll_") ? call.name() + " " + words[1] : "";
    }

    /** From the file's text: {@code running}, {@code -1 sp pc}, or the number with its six arguments. */
    String name(String told) {
        String[] words = told.split(" ");
        long number = LinuxTasks.number(words[0]);
        if (number < 0) {
            return "";
        }
        Call call = calls.get((int) number);
        if (call == null) {
            return "system call " + number;
        }
        return call.name() + (call.ofDescriptor() && words.length > 1 ? file(words[1]) : "");
    }

    private static String file(String descriptor) {
        try {
            long number = Long.decode(descriptor);
            return " of " + Files.readSymbolicLink(DESCRIPTORS.resolve(Long.toString(number)));
        } catch (IOException | RuntimeException untold) {
            // Closed meanwhile, or no such file system.
            return "";
        }
    }
}
