package dev.pollwatch.keepalive;

/** Says what a check saw by how it differs from a thread that goes round. */
record SeenBuilder(Verdict.Seen build) {

    SeenBuilder() {
        this(new Verdict.Seen(
                true,
                false,
                true,
                true,
                false,
                false,
                false,
                Verdict.AGREEING_CHECKS,
                0,
                Exit.RETURNED,
                false,
                Idling.Guess.NONE,
                false));
    }

    SeenBuilder notBeaten() {
        return with(build.running(), build.reentered(), false, build.threadAlive());
    }

    SeenBuilder reentered() {
        return with(build.running(), true, build.beaten(), build.threadAlive());
    }

    SeenBuilder ended() {
        return with(true, build.reentered(), build.beaten(), false);
    }

    SeenBuilder left(Exit exit) {
        return with(false, build.reentered(), build.beaten(), build.threadAlive())
                .with(build.asleep(), build.inInnerLoop(), build.busy(), build.agreeing(), build.nanosWithout(), exit);
    }

    SeenBuilder asleep() {
        return with(true, build.inInnerLoop(), build.busy(), build.agreeing(), build.nanosWithout(), build.exit());
    }

    SeenBuilder inInnerLoop() {
        return with(build.asleep(), true, build.busy(), build.agreeing(), build.nanosWithout(), build.exit());
    }

    SeenBuilder busy() {
        return with(build.asleep(), build.inInnerLoop(), true, build.agreeing(), build.nanosWithout(), build.exit());
    }

    SeenBuilder agreeing(int checks) {
        return with(build.asleep(), build.inInnerLoop(), build.busy(), checks, build.nanosWithout(), build.exit());
    }

    SeenBuilder without(long nanos) {
        return with(build.asleep(), build.inInnerLoop(), build.busy(), build.agreeing(), nanos, build.exit());
    }

    SeenBuilder acknowledged() {
        return new SeenBuilder(new Verdict.Seen(
                build.running(),
                build.reentered(),
                build.beaten(),
                build.threadAlive(),
                build.asleep(),
                build.inInnerLoop(),
                build.busy(),
                build.agreeing(),
                build.nanosWithout(),
                build.exit(),
                true,
                build.guess(),
                build.awaited()));
    }

    SeenBuilder guessed(Idling.Guess guess, boolean awaited) {
        return new SeenBuilder(new Verdict.Seen(
                build.running(),
                build.reentered(),
                build.beaten(),
                build.threadAlive(),
                build.asleep(),
                build.inInnerLoop(),
                build.busy(),
                build.agreeing(),
                build.nanosWithout(),
                build.exit(),
                build.acknowledged(),
                guess,
                awaited));
    }

    private SeenBuilder with(boolean running, boolean reentered, boolean beaten, boolean threadAlive) {
        return new SeenBuilder(new Verdict.Seen(
                running,
                reentered,
                beaten,
                threadAlive,
                build.asleep(),
                build.inInnerLoop(),
                build.busy(),
                build.agreeing(),
                build.nanosWithout(),
                build.exit(),
                build.acknowledged(),
                build.guess(),
                build.awaited()));
    }

    private SeenBuilder with(boolean asleep, boolean inInnerLoop, boolean busy, int agreeing, long nanos, Exit exit) {
        return new SeenBuilder(new Verdict.Seen(
                build.running(),
                build.reentered(),
                build.beaten(),
                build.threadAlive(),
                asleep,
                inInnerLoop,
                busy,
                agreeing,
                nanos,
                exit,
                build.acknowledged(),
                build.guess(),
                build.awaited()));
    }
}
