package dev.pollwatch.keepalive;

/**
 * The state logic: what a thread's state is, as a pure function of what it was, what the words and the thread show, and the limits
 * that hold for its loop.
 *
 * @param state the state
 * @param cause what made it DEAD, {@link Cause#NONE} otherwise
 */
record Verdict(State state, Cause cause) {

    /**
     * ALIVE and SLEEP change into each other only when so many checks in a row agree: one whole keepalive interval. A loop that
     * sleeps half of the time would otherwise change its state, and be announced, four times a second.
     */
    static final int AGREEING_CHECKS = 4;

    private static final Verdict UNUSED = new Verdict(State.UNUSED, Cause.NONE);
    private static final Verdict ALIVE = new Verdict(State.ALIVE, Cause.NONE);
    private static final Verdict SLEEP = new Verdict(State.SLEEP, Cause.NONE);

    /**
     * What one check saw of a row.
     *
     * @param running whether a thread is in the loop
     * @param reentered whether the loop was entered since the check before
     * @param beaten whether the header was passed since it was entered; of a loop that was left, since the check before
     * @param threadAlive whether the thread has not ended
     * @param asleep whether it is in a sleep point
     * @param inInnerLoop whether it is in an inner poll loop
     * @param busy whether it passed the header so often since the check before that it was caught in a mere nap
     * @param agreeing checks in a row, this one included, that saw the same of {@link #blocked()}
     * @param nanosWithout verdict time since either word changed, the loop was entered or its thread was seen idle; of one that sleeps or
     *     is idle, since it is SLEEP and passed no header
     * @param exit how the loop was left last; of no meaning while it runs
     * @param acknowledged whether somebody took note of how it was left
     * @param guess what its stack told, where it shows no progress
     * @param awaited whether it is being looked at just now, and may still turn out to be idle
     */
    record Seen(
            boolean running,
            boolean reentered,
            boolean beaten,
            boolean threadAlive,
            boolean asleep,
            boolean inInnerLoop,
            boolean busy,
            int agreeing,
            long nanosWithout,
            Exit exit,
            boolean acknowledged,
            Idling.Guess guess,
            boolean awaited) {

        /** Whether it rightly stands still. */
        boolean blocked() {
            return (asleep || inInnerLoop) && !busy;
        }
    }

    /**
     * The limits that hold for a row.
     *
     * @param deadAfterNanos no progress for this long is DEAD
     * @param sleepLimitNanos asleep for this long is DEAD; 0 for no limit
     * @param deadOnReturn whether a return is DEAD
     */
    record Limits(long deadAfterNanos, long sleepLimitNanos, boolean deadOnReturn) {}

    static Verdict of(Verdict before, Seen seen, Limits limits) {
        if (seen.acknowledged()) {
            return UNUSED;
        }
        if (!seen.running()) {
            return ofLoopLeft(before, seen, limits);
        }
        // A thread that comes in as the successor of an ended one is the row's before its entering is told.
        if (!seen.threadAlive() || (before.cause == Cause.ENDED && !seen.reentered())) {
            return dead(Cause.ENDED);
        }
        if (seen.blocked()) {
            return ofBlocked(before, seen, limits);
        }
        return seen.guess() == Idling.Guess.IDLE ? ofIdle(seen, limits) : ofAwake(before, seen, limits);
    }

    private static Verdict ofLoopLeft(Verdict before, Seen seen, Limits limits) {
        if (seen.exit() == Exit.THREW) {
            return dead(Cause.THREW);
        }
        if (seen.exit() == Exit.RETURNED && limits.deadOnReturn()) {
            return dead(Cause.RETURNED);
        }
        // A method that is called again and again, and was outside its loop just when we looked, goes round all the
        // same.
        boolean comesBack = seen.reentered() && seen.beaten();
        return comesBack && before.state != State.UNUSED && before.state != State.DEAD ? before : UNUSED;
    }

    private static Verdict ofBlocked(Verdict before, Seen seen, Limits limits) {
        if (seen.asleep()
                && !seen.inInnerLoop()
                && limits.sleepLimitNanos() > 0
                && seen.nanosWithout() >= limits.sleepLimitNanos()) {
            return dead(Cause.OVERSLEPT);
        }
        return before.state == State.ALIVE && seen.agreeing() < AGREEING_CHECKS ? ALIVE : SLEEP;
    }

    private static Verdict ofIdle(Seen seen, Limits limits) {
        boolean overslept = limits.sleepLimitNanos() > 0 && seen.nanosWithout() >= limits.sleepLimitNanos();
        return overslept ? dead(Cause.OVERSLEPT) : SLEEP;
    }

    private static Verdict ofAwake(Verdict before, Seen seen, Limits limits) {
        if (seen.nanosWithout() >= limits.deadAfterNanos()) {
            if (before.cause == Cause.STALLED || before.cause == Cause.NEVER_BEAT) {
                return before;
            }
            if (seen.awaited()) {
                return before;
            }
            return dead(seen.beaten() ? Cause.STALLED : Cause.NEVER_BEAT);
        }
        if (seen.guess() == Idling.Guess.HELD && before.state == State.SLEEP) {
            return SLEEP;
        }
        if (!seen.beaten()) {
            boolean sleptBefore = before.state == State.SLEEP && seen.agreeing() >= AGREEING_CHECKS;
            return before.state == State.DEAD || sleptBefore ? UNUSED : before;
        }
        return before.state == State.SLEEP && seen.agreeing() < AGREEING_CHECKS ? SLEEP : ALIVE;
    }

    private static Verdict dead(Cause cause) {
        return new Verdict(State.DEAD, cause);
    }

    static Verdict initial() {
        return UNUSED;
    }
}
