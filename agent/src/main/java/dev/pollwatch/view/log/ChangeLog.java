package dev.pollwatch.view.log;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * One line for each change of state, and one for each host pause. Where hundreds turn DEAD at once, come back at once, or are found DEAD for
 * another reason at once, the first are told one by one and the others together.
 */
public final class ChangeLog implements KeepaliveListener {

    private final Logger logger;
    private final LongSupplier nanoTime;
    private final Rush deaths = new Rush("turned DEAD");
    private final Rush recoveries = new Rush("are no longer DEAD");
    private final Rush newReasons = new Rush("are still DEAD, for another reason,");

    /**
     * Makes the view.
     *
     * @param logger where the lines go
     */
    public ChangeLog(Logger logger) {
        this(logger, System::nanoTime);
    }

    ChangeLog(Logger logger, LongSupplier nanoTime) {
        this.logger = logger;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void stateChanged(StateChange change) {
        long now = nanoTime.getAsLong();
        closeRushes(now, false);
        boolean alone;
        if (change.to() == State.DEAD) {
            alone = deaths.admits(change.row(), reason(change), 0, now);
        } else {
            alone = change.from() != State.DEAD
                    || recoveries.admits(change.row(), reason(change), change.stallNanos(), now);
        }
        if (alone) {
            write(change);
        }
    }

    private static Diagnosis reason(StateChange change) {
        Stall stall = change.stall();
        return stall == null ? Diagnosis.NONE : stall.diagnosis();
    }

    @Override
    public synchronized void quiet() {
        closeRushes(nanoTime.getAsLong(), true);
    }

    /** The JVM ends: what is folded and would be told a second later is told now. */
    public void atExit() {
        quiet();
    }

    private void closeRushes(long now, boolean all) {
        if (all || deaths.isOver(now)) {
            log(Level.WARN, deaths.close(now));
        }
        if (all || recoveries.isOver(now)) {
            log(Level.INFO, recoveries.close(now));
        }
        if (all || newReasons.isOver(now)) {
            log(Level.INFO, newReasons.close(now));
        }
    }

    private void log(Level level, @Nullable String line) {
        if (line != null) {
            logger.atLevel(level).log("{}", line);
        }
    }

    private void write(StateChange change) {
        Row row = change.row();
        StringBuilder line = new StringBuilder()
                .append('"')
                .append(row.name())
                .append("\" ")
                .append(row.loop())
                .append(' ')
                .append(change.from())
                .append(" -> ")
                .append(change.to())
                .append(" after ")
                .append(seconds(change.nanosInOld()));
        if (change.stallNanos() > 0) {
            line.append(", stalled for ").append(seconds(change.stallNanos()));
            if (row.stalls() > 1) {
                line.append(" (stall ")
                        .append(row.stalls())
                        .append(", ")
                        .append(seconds(row.stallNanos()))
                        .append(" in all, longest ")
                        .append(seconds(row.longestStallNanos()))
                        .append(')');
            }
        }
        Stall stall = change.stall();
        if (stall != null && stall.over()) {
            String was = stall.diagnosis().line();
            line.append(was.isEmpty() ? "" : ", was ").append(was);
        }
        String why = row.diagnosis().line();
        if (!why.isEmpty()) {
            line.append(": ").append(why);
        }
        if (change.to() == State.DEAD) {
            logger.warn("{}", line);
            if (!row.diagnosis().stack().isEmpty()) {
                logger.debug(
                        "stack of \"{}\": {}",
                        row.name(),
                        row.diagnosis().stack().replace("\n", " < "));
            }
        } else {
            logger.info("{}", line);
        }
    }

    @Override
    public synchronized void rediagnosed(Row row, Diagnosis before) {
        long now = nanoTime.getAsLong();
        closeRushes(now, false);
        if (!newReasons.admits(row, row.diagnosis(), 0, now)) {
            return;
        }
        logger.info(
                "\"{}\" {} is still DEAD, was {}, now {}",
                row.name(),
                row.loop(),
                before.word(),
                row.diagnosis().line());
    }

    @Override
    public void hostPaused(long pauseNanos) {
        logger.info(
                "host pause: nothing could be checked for {}, which is held against no thread", seconds(pauseNanos));
    }

    @Override
    public void suspended(long pauseNanos) {
        logger.info(
                "host pause: the machine was suspended for {}, which is held against no thread", seconds(pauseNanos));
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1fs", nanos / 1e9);
    }
}
