package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Jdk;
import java.time.Duration;
import java.util.List;

/**
 * What a host runs on and how often its loops are checked.
 *
 * @param jdk the JDK
 * @param interval the keepalive interval
 */
record Setting(Jdk jdk, Duration interval) {

    /** Every JDK that is here with every interval. */
    static List<Setting> all(List<Duration> intervals) {
        return Jdk.all().stream()
                .filter(Jdk::isPresent)
                .flatMap(jdk -> intervals.stream().map(interval -> new Setting(jdk, interval)))
                .toList();
    }

    /** The time without a beat after which a thread is DEAD: the product's default for the interval. */
    Duration deadAfter() {
        return interval.multipliedBy(2);
    }

    /** The time from the last beat within which a stall must be found. */
    Duration latestVerdict() {
        return deadAfter().plus(interval.dividedBy(2));
    }

    /** What is a host pause: whoever cannot run for so long is not to blame. The product's default for the interval. */
    Duration shortestPause() {
        Duration half = interval.dividedBy(2);
        return half.compareTo(Duration.ofMillis(100)) > 0 ? half : Duration.ofMillis(100);
    }

    /** The agent's options, rules not among them. */
    String options() {
        return "http=0,preset=none,interval=" + interval.toMillis() + "ms";
    }

    @Override
    public String toString() {
        return jdk + ", " + interval.toMillis() + " ms";
    }
}
