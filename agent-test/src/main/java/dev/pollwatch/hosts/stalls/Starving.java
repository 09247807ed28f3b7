package dev.pollwatch.hosts.stalls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the lowest priority that may use one CPU only; what it does in the iteration takes CPU, and two threads of usual priority
 * want that CPU as well.
 */
final class Starving implements Way {

    private static final int HOGS = 2;

    private final StallingThread thread;
    private final List<Thread> hogs = new ArrayList<>();

    Starving(StallingThread thread) {
        this.thread = thread;
    }

    @Override
    public void prepare() throws Exception {
        String cpu = firstCpu();
        for (int i = 0; i < HOGS; i++) {
            Thread hog = new Thread(() -> hog(cpu), thread.getName() + "-hog-" + i);
            hog.setDaemon(true);
            hog.start();
            hogs.add(hog);
        }
        tie(cpu);
        Commands.run("renice", "-n", "19", "-p", tid());
    }

    @Override
    public void stand() {
        hogs.forEach(LockSupport::unpark);
        Ways.spin(thread);
    }

    private void hog(String cpu) {
        tie(cpu);
        while (true) {
            LockSupport.park();
            Ways.spin(thread);
        }
    }

    private static void tie(String cpu) {
        try {
            Commands.run("taskset", "-cp", cpu, tid());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first that this process may use. */
    private static String firstCpu() throws Exception {
        String key = "Cpus_allowed_list:";
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).trim().split("[-,]")[0])
                .findFirst()
                .orElseThrow();
    }

    private static String tid() throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
    }
}
