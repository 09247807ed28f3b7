package dev.pollwatch.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often the kernel has throttled this process for having used up the CPU that its container may use: {@code nr_throttled} in the
 * {@code cpu.stat} of its control group and of those around it, of either version.
 */
public final class CgroupCpu {

    private static final String STAT = "cpu.stat";
    private static final String COUNT = "nr_throttled ";

    private final Path membership;
    private final Path root;

    /** Of this process. */
    public CgroupCpu() {
        this(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    CgroupCpu(Path membership, Path root) {
        this.membership = membership;
        this.root = root;
    }

    /**
     * Reads the counts anew, since a process may be moved from one group to another.
     *
     * @return how often it was throttled, in all its groups together; 0 where there is no limit, or nothing is known
     */
    public long timesThrottled() {
        long times = 0;
        for (Path group : groups()) {
            times += timesIn(group.resolve(STAT));
        }
        return times;
    }

    private List<Path> groups() {
        List<Path> groups = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(membership)) {
                // hierarchy:controllers:path, of version 2 with the hierarchy 0 and no controllers
                String[] parts = line.split(":", 3);
                if (parts.length < 3) {
                    continue;
                }
                Path top = parts[1].isEmpty() ? root : controller(parts[1]);
                if (top != null) {
                    addWithParents(groups, top, parts[2]);
                }
            }
        } catch (IOException | RuntimeException absent) {
            // Another system, or hidden: nothing is known.
            groups.clear();
        }
        return groups;
    }

    /**
     * Where version 1 has the controller {@code cpu}, which often shares its place with another. Then there is a link of its own name, and
     * the place itself may have the two in another order than the kernel.
     */
    private @Nullable Path controller(String controllers) {
        if (!List.of(controllers.split(",")).contains("cpu")) {
            return null;
        }
        Path own = root.resolve("cpu");
        return Files.isDirectory(own) ? own : root.resolve(controllers);
    }

    /** A container often sees its own group as the root, under the path that it has outside. */
    private static void addWithParents(List<Path> groups, Path top, String path) {
        Path group = top.resolve(path.substring(1)).normalize();
        while (group != null && group.startsWith(top) && !group.equals(top)) {
            groups.add(group);
            group = group.getParent();
        }
        groups.add(top);
    }

    private static long timesIn(Path stat) {
        try {
            for (String line : Files.readAllLines(stat)) {
                if (line.startsWith(COUNT)) {
                    return Math.max(0, LinuxTasks.number(line.substring(COUNT.length())));
                }
            }
        } catch (IOException | RuntimeException absent) {
            // A group without a limit has no such file.
            return 0;
        }
        return 0;
    }
}
