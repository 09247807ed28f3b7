package dev.pollwatch.os;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link Tasks} from {@code /proc/self/task/<tid>/}: {@code stat}, {@code status} and {@code schedstat}, about 50 µs a thread. On
 * other systems nothing is found there, and so nothing is known.
 *
 * <p>The CPU share is over the time between the two latest looks, at least a second apart; at the first look, over the thread's whole life.
 */
public final class LinuxTasks implements Tasks {

    private static final long LIFE_NANOS = 1_000_000_000L;

    /** A look is forgotten after this; thread ids are reused, and a process may see a great many. */
    private static final long FORGET_NANOS = 600_000_000_000L;

    private static final int LOOKS_BEFORE_CLEANING = 1024;

    /** Fields of {@code stat} behind the closing parenthesis of the name, counted from 0: see proc_pid_stat(5), which counts from 3. */
    private static final int STAT_STATE = 0;

    private static final int STAT_UTIME = 11;
    private static final int STAT_STIME = 12;
    private static final int STAT_STARTTIME = 19;
    private static final int STAT_PROCESSOR = 36;

    /** USER_HZ, the unit of the times in {@code stat}; 100 on every Linux that Java runs on. */
    private static final long TICK_NANOS = 10_000_000L;

    private final LongSupplier nanoTime;
    private final Map<Long, Look> looks = new ConcurrentHashMap<>();

    private record Look(long nanos, TaskFacts facts, long startTicks) {}

    /**
     * Makes an empty cache.
     *
     * @param nanoTime elapsed time in nanoseconds
     */
    public LinuxTasks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public TaskFacts of(long tid) {
        if (tid <= 0) {
            return TaskFacts.UNKNOWN;
        }
        long now = nanoTime.getAsLong();
        Look last = looks.get(tid);
        if (last != null && now - last.nanos() < LIFE_NANOS) {
            return last.facts();
        }
        Look look = look(tid, now, last);
        looks.put(tid, look);
        if (looks.size() > LOOKS_BEFORE_CLEANING) {
            looks.values().removeIf(old -> now - old.nanos() > FORGET_NANOS);
        }
        return look.facts();
    }

    private static Look look(long tid, long now, @Nullable Look last) {
        String stat = Proc.ofTask(tid, "stat").orElse("");
        // The name may hold blanks and parentheses; what follows it does not.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        if (fields.length <= STAT_PROCESSOR) {
            return new Look(now, TaskFacts.UNKNOWN, -1);
        }
        String status = Proc.ofTask(tid, "status").orElse("");
        String[] schedstat = Proc.ofTask(tid, "schedstat").orElse("").trim().split(" ");
        boolean scheduled = schedstat.length >= 2;
        long ticks = number(fields[STAT_UTIME]) + number(fields[STAT_STIME]);
        long cpu = scheduled ? number(schedstat[0]) : ticks * TICK_NANOS;
        long start = number(fields[STAT_STARTTIME]);
        double percent;
        if (last == null || last.startTicks() != start || last.facts().cpuNanos() < 0) {
            percent = percentOfLife(cpu, start);
        } else {
            percent = 100.0 * (cpu - last.facts().cpuNanos()) / (now - last.nanos());
        }
        TaskFacts facts = new TaskFacts(
                (int) number(fields[STAT_PROCESSOR]),
                field(status, "Cpus_allowed_list:"),
                fields[STAT_STATE],
                percent,
                cpu,
                scheduled ? number(schedstat[1]) : -1,
                number(field(status, "voluntary_ctxt_switches:")),
                number(field(status, "nonvoluntary_ctxt_switches:")));
        return new Look(now, facts, start);
    }

    /**
     * The kernel's state letter of a thread at this moment; a verdict cannot be based on one that is a second old.
     *
     * @param tid the OS thread id
     * @return {@code R}, {@code S}, {@code D} …, empty when unknown
     */
    public static String stateNow(long tid) {
        String stat = tid <= 0 ? "" : Proc.ofTask(tid, "stat").orElse("");
        int name = stat.lastIndexOf(") ");
        return name < 0 || name + 3 > stat.length() ? "" : stat.substring(name + 2, name + 3);
    }

    /**
     * State and switches of a thread at this moment, from one read.
     *
     * @param tid the OS thread id
     * @return both, {@link TaskNow#UNKNOWN} where there is no such task
     */
    public static TaskNow now(long tid) {
        String status = tid <= 0 ? "" : Proc.ofTask(tid, "status").orElse("");
        String state = after(status, "\nState:\t");
        return state.isEmpty()
                ? TaskNow.UNKNOWN
                : new TaskNow(state.substring(0, 1), number(after(status, "\nvoluntary_ctxt_switches:\t")));
    }

    /** The rest of the line that begins so; the thread's name, which the host chose, stands in the first and has no line breaks. */
    private static String after(String status, String begin) {
        int at = status.indexOf(begin);
        int end = at < 0 ? -1 : status.indexOf('\n', at + 1);
        return end < 0 ? "" : status.substring(at + begin.length(), end);
    }

    private static double percentOfLife(long cpu, long startTicks) {
        long uptime = Uptime.ofMachine().nanos();
        double lifeNanos = uptime - startTicks * (double) TICK_NANOS;
        return uptime < 0 || lifeNanos <= 0 ? -1 : Math.min(100.0, 100.0 * cpu / lifeNanos);
    }

    private static String field(String status, String name) {
        for (String line : status.split("\\n")) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).trim();
            }
        }
        return "";
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notSaid) {
            return -1;
        }
    }
}
