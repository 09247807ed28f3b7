package dev.pollwatch.e2e.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A control group of the kernel for the time of a test, of whichever version this machine has mounted. Only root may make one. It is taken
 * away by {@link #close()}, also when the JVM of the tests ends before, and where that was killed, by the next who makes one.
 */
public final class ControlGroup implements AutoCloseable {

    private static final String PREFIX = "pollwatch-test-";
    private static final String PROCESSES = "cgroup.procs";
    private static final String FREEZER = "freezer";
    private static final String CPU = "cpu";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Hierarchy hierarchy;
    private final Path folder;
    private final Thread atExit = new Thread(this::remove);

    /**
     * Where groups of one controller are.
     *
     * @param root its mount point
     * @param version 1, or 2 for the one that has all controllers
     * @param controller the controller
     */
    private record Hierarchy(Path root, int version, String controller) {

        static Optional<Hierarchy> of(String controller) {
            Optional<Hierarchy> own = mounts("cgroup", controller)
                    .map(root -> new Hierarchy(root, 1, controller))
                    .findFirst();
            return own.or(() -> mounts("cgroup2", "")
                    .map(root -> new Hierarchy(root, 2, controller))
                    .findFirst());
        }

        /** The file in each of its groups by which the group is held back. */
        String file() {
            if (controller.equals(CPU)) {
                return version == 1 ? "cpu.cfs_quota_us" : "cpu.max";
            }
            return version == 1 ? "freezer.state" : "cgroup.freeze";
        }

        private static Stream<Path> mounts(String type, String option) {
            try {
                return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                        .map(line -> line.split(" - ", 2))
                        .filter(halves -> {
                            String[] mounted = halves[1].split(" ");
                            return mounted[0].equals(type)
                                    && (option.isEmpty()
                                            || List.of(mounted[2].split(",")).contains(option));
                        })
                        .map(halves -> Path.of(halves[0].split(" ")[4]));
            } catch (IOException none) {
                return Stream.empty();
            }
        }
    }

    private ControlGroup(Hierarchy hierarchy, Path folder) {
        this.hierarchy = hierarchy;
        this.folder = folder;
    }

    /**
     * Makes one that can be frozen; stops the test where that cannot be.
     *
     * @return an empty group
     */
    public static ControlGroup thatFreezes() {
        return make(FREEZER);
    }

    /**
     * Makes one that can be kept from the CPU; stops the test where that cannot be.
     *
     * @return an empty group
     */
    public static ControlGroup thatThrottles() {
        return make(CPU);
    }

    private static ControlGroup make(String controller) {
        Optional<Hierarchy> hierarchy = Hierarchy.of(controller);
        Optional<ControlGroup> made = hierarchy.flatMap(ControlGroup::make);
        Requirement.require(
                made.isPresent(),
                "this user can make no control group for the controller " + controller + " here: " + hierarchy);
        return made.orElseThrow();
    }

    private static Optional<ControlGroup> make(Hierarchy hierarchy) {
        try {
            removeOrphans(hierarchy);
            long self = ProcessHandle.current().pid();
            Path folder =
                    Files.createDirectory(hierarchy.root().resolve(PREFIX + self + "-" + COUNT.incrementAndGet()));
            ControlGroup group = new ControlGroup(hierarchy, folder);
            Runtime.getRuntime().addShutdownHook(group.atExit);
            if (Files.isWritable(folder.resolve(hierarchy.file()))) {
                return Optional.of(group);
            }
            group.close();
            return Optional.empty();
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
    }

    private static void removeOrphans(Hierarchy hierarchy) throws IOException {
        try (Stream<Path> groups = Files.list(hierarchy.root())) {
            groups.filter(group -> group.getFileName().toString().startsWith(PREFIX))
                    .filter(group -> !isOfAnyone(group.getFileName().toString()))
                    .forEach(group -> new ControlGroup(hierarchy, group).remove());
        }
    }

    private static boolean isOfAnyone(String name) {
        return ProcessHandle.of(Long.parseLong(name.split("-")[2])).isPresent();
    }

    /**
     * Puts a process in, with all its threads.
     *
     * @param process the process
     * @return this
     */
    public ControlGroup with(HostProcess process) {
        write(PROCESSES, String.valueOf(process.pid()));
        return this;
    }

    /** Freezes all that is in it, and waits until it is. */
    public void freeze() {
        boolean first = hierarchy.version() == 1;
        write(hierarchy.file(), first ? "FROZEN" : "1");
        await("freezing")
                .atMost(HostProcess.LIMIT)
                .pollDelay(Duration.ZERO)
                .until(() -> first
                        ? read(hierarchy.file()).startsWith("FROZEN")
                        : read("cgroup.events").contains("frozen 1"));
    }

    /** Lets it go on. */
    public void thaw() {
        write(hierarchy.file(), hierarchy.version() == 1 ? "THAWED" : "0");
    }

    /**
     * Gives it so much time of one CPU in each period, and none for the rest of it.
     *
     * @param time how much
     * @param period of this
     */
    public void limit(Duration time, Duration period) {
        long timeMicros = TimeUnit.NANOSECONDS.toMicros(time.toNanos());
        long periodMicros = TimeUnit.NANOSECONDS.toMicros(period.toNanos());
        if (hierarchy.version() == 1) {
            write("cpu.cfs_period_us", String.valueOf(periodMicros));
            write(hierarchy.file(), String.valueOf(timeMicros));
        } else {
            write(hierarchy.file(), timeMicros + " " + periodMicros);
        }
    }

    /**
     * How many periods there were in which it wanted more than it was given.
     *
     * @return the count so far
     */
    public long timesThrottled() {
        return read("cpu.stat")
                .lines()
                .filter(line -> line.startsWith("nr_throttled "))
                .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    /** Lets all that is in it go on outside, and takes the group away. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    private void remove() {
        if (hierarchy.controller().equals(FREEZER) && Files.exists(folder)) {
            thaw();
        }
        // One that ends just now cannot be moved; the group can go when it has ended.
        await("the end of " + folder)
                .atMost(HostProcess.LIMIT)
                .pollDelay(Duration.ZERO)
                .until(this::isRemoved);
    }

    private boolean isRemoved() {
        try {
            for (String pid : Files.readAllLines(folder.resolve(PROCESSES))) {
                Files.writeString(hierarchy.root().resolve(PROCESSES), pid);
            }
            Files.delete(folder);
            return true;
        } catch (IOException notYet) {
            return !Files.exists(folder);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
