package dev.pollwatch.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that was seen, and whether it is as promised.
 *
 * @param stalls each stall that was made
 * @param delays how long counted loops held up others
 * @param endurances each time that threads went through a disturbance
 */
record Outcome(List<Stall> stalls, List<Delay> delays, List<Endurance> endurances) {

    private static final int LEAST_PER_CENT_NAMED = 95;
    private static final Duration LONGEST_DELAY = Duration.ofMillis(50);

    boolean isGood() {
        long found = stalls.stream().filter(Stall::isFound).count();
        long named = stalls.stream().filter(Stall::isNamed).count();
        return found == stalls.size()
                && named * 100 >= (long) stalls.size() * LEAST_PER_CENT_NAMED
                && stalls.stream().noneMatch(Outcome::isLate)
                && delays.stream().noneMatch(Outcome::isTooLong)
                && endurances.stream()
                        .allMatch(endurance -> endurance.falseDeaths().isEmpty());
    }

    /** All that is not as it should be, a line each. */
    List<String> misses() {
        return Stream.of(
                        stalls.stream().map(Outcome::miss).flatMap(Optional::stream),
                        delays.stream()
                                .filter(Outcome::isTooLong)
                                .map(delay -> "held up for " + Markdown.text(delay.askedFor()) + ": " + delay),
                        endurances.stream()
                                .flatMap(endurance -> endurance.falseDeaths().stream()
                                        .map(death -> "false DEAD, " + endurance.disturbance() + ", "
                                                + endurance.setting() + ": " + death)))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Optional<String> miss(Stall stall) {
        String what = stall.kind() + ", " + stall.setting();
        if (!stall.isFound()) {
            return Optional.of("not found: " + what);
        }
        if (!stall.isNamed()) {
            return Optional.of("wrong word: " + what + ": " + stall.word() + " " + stall.sentence());
        }
        return isLate(stall)
                ? Optional.of("late: " + what + ": "
                        + stall.untilDead().map(Markdown::text).orElse("") + " " + stall.word() + " "
                        + stall.sentence())
                : Optional.empty();
    }

    private static boolean isLate(Stall stall) {
        return stall.untilDead()
                .filter(time -> time.compareTo(stall.setting().latestVerdict()) > 0)
                .isPresent();
    }

    private static boolean isTooLong(Delay delay) {
        return delay.watched() && delay.askedFor().compareTo(LONGEST_DELAY) > 0;
    }
}
