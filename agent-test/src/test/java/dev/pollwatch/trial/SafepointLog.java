package dev.pollwatch.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM stopped all its threads for, by its own log. */
final class SafepointLog {

    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ms\\].*Safepoint \"(\\w+)\".* Total: +(\\d+) ns.*");

    /**
     * What somebody who looks at threads asks for. The rest are the JVM's own affairs, which it attends to with any agent or none:
     * collections, deoptimizations, inline caches, cleaning up.
     */
    private static final Set<String> ASKED_FOR = Set.of(
            "ThreadDump",
            "PrintThreads",
            "FindDeadlocks",
            "GetStackTrace",
            "GetThreadListStackTraces",
            "GetAllStackTraces",
            "GetCurrentContendedMonitor",
            "GetOwnedMonitorInfo",
            "RedefineClasses",
            "HandshakeAllThreads",
            "HandshakeOneThread");

    private final Path file;

    /**
     * An operation.
     *
     * @param name what the JVM calls it
     * @param begin when it was wanted, {@link System#nanoTime()}
     * @param end when the threads went on
     */
    record Operation(String name, long begin, long end) {

        boolean isAskedFor() {
            return ASKED_FOR.contains(name);
        }
    }

    SafepointLog(Path file) {
        this.file = file;
    }

    /** What has the JVM write it. */
    String jvmArg() {
        return "-Xlog:safepoint:file=" + file + ":timemillis";
    }

    /** Those that took place in a time that is past, give or take two milliseconds. */
    List<Operation> operations(long from, long to) {
        long slack = TimeUnit.MILLISECONDS.toNanos(2);
        long offset = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        try {
            return Files.readAllLines(file).stream()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> {
                        long end = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line.group(1))) + offset;
                        return new Operation(line.group(2), end - Long.parseLong(line.group(3)), end);
                    })
                    .filter(operation -> operation.begin() - slack < to && operation.end() + slack > from)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
