package dev.pollwatch.view.log;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * One line for each change of state, and one for each host pause. Where hundreds turn DEAD at once, or come back at once, the first are told
 * one by one and the others together.
 */
public final class ChangeLog implements KeepaliveListener {

    private final Logger logger;
    private final LongSupplier nanoTime;
    private final Rush deaths = new Rush("turned DEAD");
    private final Rush recoveries = new Rush("are no longer DEAD");

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
    public void stateChanged(StateChange change) {
        long now = nanoTime.getAsLong();
        closeRushes(now, false);
        boolean alone;
        if (change.to() == State.DEAD) {
            alone = deaths.admits(change, now);
        } else {
            alone = change.from() != State.DEAD || recoveries.admits(change, now);
        }
        if (alone) {
            write(change);
        }
    }

    @Override
    public void quiet() {
        closeRushes(nanoTime.getAsLong(), true);
    }

    private void closeRushes(long now, boolean all) {
        if (all || deaths.isOver(now)) {
            String line = deaths.close(now);
            if (line != null) {
                logger.warn("{}", line);
            }
        }
        if (all || recoveries.isOver(now)) {
            String line = recoveries.close(now);
            if (line != null) {
                logger.info("{}", line);
            }
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
    public void rediagnosed(Row row, Diagnosis before) {
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

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1fs", nanos / 1e9);
    }
}
