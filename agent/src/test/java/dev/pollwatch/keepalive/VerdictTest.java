package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final long DEAD_AFTER = Duration.ofSeconds(2).toNanos();
    private static final Verdict.Limits LIMITS = new Verdict.Limits(DEAD_AFTER, 0, false);
    private static final Verdict.Limits SLEEP_LIMIT = new Verdict.Limits(DEAD_AFTER, 60 * DEAD_AFTER, false);
    private static final Verdict.Limits DEAD_ON_RETURN = new Verdict.Limits(DEAD_AFTER, 0, true);

    /** What is seen of a loop that goes round; the table's rows say what is different. */
    private static final SeenBuilder ROUND = new SeenBuilder();

    @ParameterizedTest(name = "{0}: {1} -> {2} {3}")
    @CsvSource(textBlock = """
            goes round,               UNUSED, ALIVE,  NONE
            goes round,               ALIVE,  ALIVE,  NONE
            goes round,               SLEEP,  ALIVE,  NONE
            goes round,               DEAD,   ALIVE,  NONE
            not beaten yet,           UNUSED, UNUSED, NONE
            not beaten yet,           ALIVE,  ALIVE,  NONE
            not beaten yet,           SLEEP,  UNUSED, NONE
            not beaten yet,           DEAD,   UNUSED, NONE
            never beat,               UNUSED, DEAD,   NEVER_BEAT
            never beat,               ALIVE,  DEAD,   NEVER_BEAT
            stalled,                  UNUSED, DEAD,   STALLED
            stalled,                  ALIVE,  DEAD,   STALLED
            stalled,                  SLEEP,  DEAD,   STALLED
            stalled,                  DEAD,   DEAD,   STALLED
            asleep,                   UNUSED, SLEEP,  NONE
            asleep,                   ALIVE,  SLEEP,  NONE
            asleep,                   SLEEP,  SLEEP,  NONE
            asleep,                   DEAD,   SLEEP,  NONE
            asleep for a day,         SLEEP,  SLEEP,  NONE
            in an inner loop,         ALIVE,  SLEEP,  NONE
            in an inner loop,         DEAD,   SLEEP,  NONE
            in an inner loop for long, SLEEP, SLEEP,  NONE
            napping between passes,   ALIVE,  ALIVE,  NONE
            napping between passes,   UNUSED, ALIVE,  NONE
            returned,                 UNUSED, UNUSED, NONE
            returned,                 ALIVE,  UNUSED, NONE
            returned,                 SLEEP,  UNUSED, NONE
            returned,                 DEAD,   UNUSED, NONE
            threw,                    UNUSED, DEAD,   THREW
            threw,                    ALIVE,  DEAD,   THREW
            threw,                    SLEEP,  DEAD,   THREW
            threw,                    DEAD,   DEAD,   THREW
            was interrupted,          ALIVE,  UNUSED, NONE
            was interrupted,          SLEEP,  UNUSED, NONE
            ended in the loop,        UNUSED, DEAD,   ENDED
            ended in the loop,        ALIVE,  DEAD,   ENDED
            ended in the loop,        SLEEP,  DEAD,   ENDED
            ended in the loop asleep, SLEEP,  DEAD,   ENDED
            ended and acknowledged,   DEAD,   UNUSED, NONE
            threw and acknowledged,   DEAD,   UNUSED, NONE
            threw and acknowledged,   UNUSED, UNUSED, NONE
            called again and again,   UNUSED, UNUSED, NONE
            called again and again,   ALIVE,  ALIVE,  NONE
            called again and again,   SLEEP,  SLEEP,  NONE
            called again and again,   DEAD,   UNUSED, NONE
            called again in vain,     ALIVE,  UNUSED, NONE
            """)
    void shouldTellTheStateFromWhatIsSeen(String seen, State from, State to, Cause cause) {
        assertThat(Verdict.of(before(from), seen(seen), LIMITS)).isEqualTo(new Verdict(to, cause));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2} {3}")
    @CsvSource(textBlock = """
            returned,               ALIVE,  DEAD,   RETURNED
            returned,               UNUSED, DEAD,   RETURNED
            was interrupted,        ALIVE,  UNUSED, NONE
            threw,                  ALIVE,  DEAD,   THREW
            called again and again, ALIVE,  DEAD,   RETURNED
            threw and acknowledged, DEAD,   UNUSED, NONE
            goes round,             DEAD,   ALIVE,  NONE
            """)
    void shouldCallAReturnDeadWhereTheRuleSaysSo(String seen, State from, State to, Cause cause) {
        assertThat(Verdict.of(before(from), seen(seen), DEAD_ON_RETURN)).isEqualTo(new Verdict(to, cause));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2} {3}")
    @CsvSource(textBlock = """
            asleep,                    SLEEP, SLEEP, NONE
            asleep for a day,          SLEEP, DEAD,  OVERSLEPT
            asleep for a day,          DEAD,  DEAD,  OVERSLEPT
            in an inner loop for long, SLEEP, SLEEP, NONE
            goes round,                DEAD,  ALIVE, NONE
            """)
    void shouldCallSleepDeadOnlyByTheSleepLimit(String seen, State from, State to, Cause cause) {
        assertThat(Verdict.of(before(from), seen(seen), SLEEP_LIMIT)).isEqualTo(new Verdict(to, cause));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldChangeBetweenAliveAndSleepOnlyWhenAnIntervalOfChecksAgrees(int agreeing) {
        Verdict.Seen asleep = ROUND.asleep().agreeing(agreeing).build();
        Verdict.Seen awake = ROUND.agreeing(agreeing).build();

        assertThat(Verdict.of(before(State.ALIVE), asleep, LIMITS).state()).isEqualTo(State.ALIVE);
        assertThat(Verdict.of(before(State.SLEEP), awake, LIMITS).state()).isEqualTo(State.SLEEP);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNUSED", "DEAD"})
    void shouldNeedNoAgreementToComeFromAnyOtherState(State from) {
        assertThat(Verdict.of(before(from), ROUND.asleep().agreeing(1).build(), LIMITS)
                        .state())
                .isEqualTo(State.SLEEP);
        assertThat(Verdict.of(before(from), ROUND.agreeing(1).build(), LIMITS).state())
                .isEqualTo(State.ALIVE);
    }

    @Test
    void shouldNotLetDisagreementKeepAStalledThreadFromBeingDead() {
        Verdict.Seen stalled = ROUND.agreeing(1).without(DEAD_AFTER).build();

        assertThat(Verdict.of(before(State.SLEEP), stalled, LIMITS).state()).isEqualTo(State.DEAD);
    }

    @Test
    void shouldCallAThreadDeadThatHasNotBeatenForDeadAfterAndNotBefore() {
        assertThat(Verdict.of(before(State.ALIVE), ROUND.without(DEAD_AFTER - 1).build(), LIMITS)
                        .state())
                .isEqualTo(State.ALIVE);
        assertThat(Verdict.of(before(State.ALIVE), ROUND.without(DEAD_AFTER).build(), LIMITS)
                        .state())
                .isEqualTo(State.DEAD);
    }

    @Test
    void shouldKeepTheFirstCauseWhileAStallLasts() {
        Verdict neverBeat = new Verdict(State.DEAD, Cause.NEVER_BEAT);

        assertThat(Verdict.of(neverBeat, seen("stalled"), LIMITS)).isEqualTo(neverBeat);
    }

    @Test
    void shouldHoldAThreadForEndedUntilTheLoopIsEnteredAgain() {
        Verdict ended = new Verdict(State.DEAD, Cause.ENDED);

        // Its successor is coming in: the row names a live thread already, and the entering is not yet told.
        assertThat(Verdict.of(ended, ROUND.without(DEAD_AFTER).build(), LIMITS)).isEqualTo(ended);
        assertThat(Verdict.of(ended, ROUND.reentered().build(), LIMITS).state()).isEqualTo(State.ALIVE);
    }

    private static Verdict before(State state) {
        return new Verdict(state, state == State.DEAD ? Cause.STALLED : Cause.NONE);
    }

    private static Verdict.Seen seen(String what) {
        return (switch (what) {
                    case "goes round" -> ROUND;
                    case "not beaten yet" -> ROUND.notBeaten();
                    case "never beat" -> ROUND.notBeaten().without(DEAD_AFTER);
                    case "stalled" -> ROUND.without(DEAD_AFTER);
                    case "asleep" -> ROUND.asleep().without(DEAD_AFTER);
                    case "asleep for a day" -> ROUND.asleep().without(100 * DEAD_AFTER);
                    case "in an inner loop" -> ROUND.inInnerLoop();
                    case "in an inner loop for long" ->
                        ROUND.inInnerLoop().asleep().without(100 * DEAD_AFTER);
                    case "napping between passes" -> ROUND.asleep().busy();
                    case "returned" -> ROUND.left(Exit.RETURNED);
                    case "threw" -> ROUND.left(Exit.THREW);
                    case "was interrupted" -> ROUND.left(Exit.INTERRUPTED);
                    case "ended in the loop" -> ROUND.ended();
                    case "ended in the loop asleep" -> ROUND.ended().asleep();
                    case "ended and acknowledged" -> ROUND.ended().acknowledged();
                    case "threw and acknowledged" -> ROUND.left(Exit.THREW).acknowledged();
                    case "called again and again" -> ROUND.left(Exit.RETURNED).reentered();
                    case "called again in vain" ->
                        ROUND.left(Exit.RETURNED).reentered().notBeaten();
                    default -> throw new IllegalArgumentException(what);
                })
                .build();
    }
}
