package dev.pollwatch.view.log;

import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import java.util.Locale;
import org.slf4j.Logger;

/** One line for each change of state, and one for each host pause. */
public final class ChangeLog implements KeepaliveListener {

    private final Logger logger;

    /**
     * Makes the view.
     *
     * @param logger where the lines go
     */
    public ChangeLog(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void stateChanged(StateChange change) {
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
        String why = row.diagnosis().line();
        if (!why.isEmpty()) {
            line.append(": ").append(why);
        }
        if (change.to() == State.DEAD) {
            logger.warn(line.toString());
            if (!row.diagnosis().stack().isEmpty()) {
                logger.debug(
                        "stack of \"{}\": {}",
                        row.name(),
                        row.diagnosis().stack().replace("\n", " < "));
            }
        } else {
            logger.info(line.toString());
        }
    }

    @Override
    public void hostPaused(long pauseNanos) {
        logger.info(
                "host pause: nothing could be checked for {}, which is held against no thread", seconds(pauseNanos));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1fs", nanos / 1e9);
    }
}
