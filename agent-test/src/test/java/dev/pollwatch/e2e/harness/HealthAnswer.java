package dev.pollwatch.e2e.harness;

import java.util.List;
import java.util.Map;

/**
 * An answer of {@code /health}.
 *
 * @param code the HTTP status code
 * @param status {@code UP}, {@code DOWN} or {@code PAUSED}
 * @param dead the rows that are DEAD
 */
public record HealthAnswer(int code, String status, List<Map<String, Object>> dead) {

    /**
     * Whether a row is among the dead.
     *
     * @param thread its thread
     * @param loop its loop
     * @return {@code true} when it is
     */
    public boolean names(String thread, String loop) {
        return dead.stream().anyMatch(row -> thread.equals(row.get("name")) && loop.equals(row.get("loop")));
    }
}
