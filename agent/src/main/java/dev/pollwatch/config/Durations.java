package dev.pollwatch.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads durations: a whole number and one of the units {@code ms}, {@code s}, {@code m}, {@code h}, nothing between them. */
final class Durations {

    private static final int MOST_DIGITS = 15;

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text such as {@code 250ms}
     * @return the duration, {@code null} when the text is none
     */
    static @Nullable Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            return null;
        }
        ChronoUnit unit = switch (text.substring(digits)) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> null;
        };
        return unit == null ? null : Duration.of(Long.parseLong(text.substring(0, digits)), unit);
    }
}
