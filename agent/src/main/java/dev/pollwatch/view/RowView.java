package dev.pollwatch.view;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.os.TaskFacts;
import dev.pollwatch.os.Tasks;
import java.util.function.Supplier;

/** A row together with what the kernel says of its thread, which is looked up only when one of those attributes is read. */
public class RowView implements ThreadView {

    /** What stands for the OS thread that a virtual thread does not have. */
    static final String VIRTUAL = "virtual";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Supplier<Row> row;
    private final Tasks tasks;

    /**
     * Shows one row as it is in a snapshot.
     *
     * @param row the row
     * @param tasks where to look up the kernel's facts
     */
    public RowView(Row row, Tasks tasks) {
        this(() -> row, tasks);
    }

    /**
     * Shows whatever row is the present one.
     *
     * @param row gives the row at each call
     * @param tasks where to look up the kernel's facts
     */
    protected RowView(Supplier<Row> row, Tasks tasks) {
        this.row = row;
        this.tasks = tasks;
    }

    /**
     * The kernel's facts on a row's thread; none for a thread that has ended, whose tid may by now be another's.
     *
     * @param row the row
     * @param tasks where to look
     * @return the facts, {@link TaskFacts#UNKNOWN} where there are none
     */
    public static TaskFacts facts(Row row, Tasks tasks) {
        return row.threadAlive() && row.tid() > 0 ? tasks.of(row.tid()) : TaskFacts.UNKNOWN;
    }

    @Override
    public String getName() {
        return row.get().name();
    }

    @Override
    public String getLoop() {
        return row.get().loop();
    }

    @Override
    public String getState() {
        return row.get().state().name();
    }

    @Override
    public long getStateSinceMillis() {
        return millis(row.get().stateSinceNanos());
    }

    @Override
    public long getTid() {
        return row.get().tid();
    }

    @Override
    public long getJavaThreadId() {
        return row.get().javaThreadId();
    }

    @Override
    public int getCore() {
        return facts().core();
    }

    @Override
    public String getAllowedCores() {
        return facts().allowedCores();
    }

    @Override
    public long getHeartbeats() {
        return row.get().heartbeats();
    }

    @Override
    public double getHeartbeatsPerSecond() {
        return row.get().heartbeatsPerSecond();
    }

    @Override
    public long getLastHeartbeatAgeMillis() {
        return millis(row.get().lastHeartbeatAgeNanos());
    }

    @Override
    public long getMissedHeartbeats() {
        return row.get().missedHeartbeats();
    }

    @Override
    public long getStalls() {
        return row.get().stalls();
    }

    @Override
    public long getLongestStallMillis() {
        return millis(row.get().longestStallNanos());
    }

    @Override
    public long getStallMillis() {
        return millis(row.get().stallNanos());
    }

    @Override
    public StallView[] getLastStalls() {
        return row.get().lastStalls().stream().map(StallRow::new).toArray(StallView[]::new);
    }

    @Override
    public long getIncarnation() {
        return row.get().incarnation();
    }

    @Override
    public String getDiagnosis() {
        return row.get().diagnosis().word();
    }

    @Override
    public String getDiagnosisDetail() {
        return row.get().diagnosis().detail();
    }

    @Override
    public String getStallStack() {
        return row.get().diagnosis().stack();
    }

    @Override
    public String getKernelState() {
        Row present = row.get();
        return present.virtual() && present.threadAlive()
                ? VIRTUAL
                : facts(present, tasks).kernelState();
    }

    @Override
    public double getCpuPercent() {
        return facts().cpuPercent();
    }

    @Override
    public long getRunQueueWaitMillis() {
        return millis(facts().runQueueWaitNanos());
    }

    @Override
    public long getVoluntarySwitches() {
        return facts().voluntarySwitches();
    }

    @Override
    public long getInvoluntarySwitches() {
        return facts().involuntarySwitches();
    }

    /** Whether its thread has no tid because it is a virtual one. */
    boolean isVirtual() {
        return row.get().virtual();
    }

    private TaskFacts facts() {
        return facts(row.get(), tasks);
    }

    private static long millis(long nanos) {
        return nanos < 0 ? -1 : nanos / NANOS_PER_MILLI;
    }
}
