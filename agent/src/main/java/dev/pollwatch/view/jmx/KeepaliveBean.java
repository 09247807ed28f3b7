package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.HealthReport;
import dev.pollwatch.view.ThreadView;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The MBean on the whole. */
final class KeepaliveBean implements KeepaliveMXBean {

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final String version;
    private final Supplier<String> httpAddress;
    private final Supplier<List<RuleStatus>> rules;
    private final IntSupplier wovenLoops;

    KeepaliveBean(
            Keepalive keepalive,
            Tasks tasks,
            String version,
            Supplier<String> httpAddress,
            Supplier<List<RuleStatus>> rules,
            IntSupplier wovenLoops) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.version = version;
        this.httpAddress = httpAddress;
        this.rules = rules;
        this.wovenLoops = wovenLoops;
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public boolean isPaused() {
        return snapshot().paused();
    }

    @Override
    public long getIntervalMillis() {
        return millis(snapshot().intervalNanos());
    }

    @Override
    public void setIntervalMillis(long millis) {
        guarded(() -> keepalive.setInterval(Duration.ofMillis(millis)));
    }

    @Override
    public long getDeadAfterMillis() {
        return millis(snapshot().deadAfterNanos());
    }

    @Override
    public void setDeadAfterMillis(long millis) {
        guarded(() -> keepalive.setDeadAfter(Duration.ofMillis(millis)));
    }

    @Override
    public long getStartTime() {
        return snapshot().startTimeMillis();
    }

    @Override
    public int getThreadCount() {
        return snapshot().rows().size();
    }

    @Override
    public int getAliveCount() {
        return snapshot().count(State.ALIVE);
    }

    @Override
    public int getSleepCount() {
        return snapshot().count(State.SLEEP);
    }

    @Override
    public int getUnusedCount() {
        return snapshot().count(State.UNUSED);
    }

    @Override
    public int getDeadCount() {
        return snapshot().count(State.DEAD);
    }

    @Override
    public long getOverflowCount() {
        return snapshot().overflowThreads();
    }

    @Override
    public long getHostPauseCount() {
        return snapshot().hostPauses();
    }

    @Override
    public long getHostPauseMillis() {
        return millis(snapshot().hostPauseNanos());
    }

    @Override
    public long getLastCheckAgeMillis() {
        return millis(snapshot().lastCheckAgeNanos());
    }

    @Override
    public int getWovenLoops() {
        return wovenLoops.getAsInt();
    }

    @Override
    public String[] getUnmatchedRules() {
        return rules.get().stream()
                .filter(RuleStatus::unmatched)
                .map(RuleStatus::rule)
                .toArray(String[]::new);
    }

    @Override
    public String getHttpAddress() {
        return httpAddress.get();
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public ThreadView[] getThreads() {
        // A console shows one at a time, and nobody pages through a thousand to find the one that matters.
        return snapshot().rows().stream()
                .sorted(Comparator.comparing(row -> row.state() != State.DEAD))
                .map(row -> new PollThread(() -> row, tasks))
                .toArray(ThreadView[]::new);
    }

    @Override
    public RuleView[] getRules() {
        return rules.get().stream().map(RuleRow::new).toArray(RuleView[]::new);
    }

    @Override
    public String healthReport() {
        return new HealthReport(keepalive, tasks, version, rules).text();
    }

    @Override
    public void pause() {
        keepalive.pause();
    }

    @Override
    public void resume() {
        keepalive.resume();
    }

    @Override
    public void acknowledge(String row) {
        guarded(() -> keepalive.acknowledge(required(row)));
    }

    @Override
    public String threadStack(String row) {
        String[] stack = {""};
        guarded(() -> stack[0] = keepalive.threadStack(required(row)));
        return stack[0];
    }

    private Snapshot snapshot() {
        return keepalive.snapshot();
    }

    private static String required(String row) {
        // A remote caller can pass null whatever the types say.
        if (row == null || row.isEmpty()) {
            throw new IllegalArgumentException("Which row? Its key is <thread name>|<loop>.");
        }
        return row;
    }

    /** What the caller gets is a fresh exception of the JDK: the one thrown may carry causes of classes that he has not. */
    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (RuntimeException e) {
            throw new IllegalStateException(e.toString());
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
