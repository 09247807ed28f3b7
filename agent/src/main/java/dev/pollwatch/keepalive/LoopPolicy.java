package dev.pollwatch.keepalive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of its loops beyond where they are.
 *
 * @param deadAfter no beat for this long is DEAD; {@code null} to follow the global option
 * @param deadOnReturn whether a normal return is DEAD ({@code on-return=dead})
 * @param decidesHealth whether the rows count for {@code /health} (not under {@code health=off})
 */
public record LoopPolicy(@Nullable Duration deadAfter, boolean deadOnReturn, boolean decidesHealth) {

    /** A rule without {@code ;key=value} parts. */
    public static final LoopPolicy DEFAULT = new LoopPolicy(null, false, true);
}
