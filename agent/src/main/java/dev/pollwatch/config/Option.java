package dev.pollwatch.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys there are. A rule option's key is also the kind of its rules. */
enum Option {
    LOOP("loop", true, "none"),
    CALL("call", true, "none"),
    SLEEP("sleep", true, "none"),
    END("end", true, "none"),
    EXCLUDE("exclude", true, "none"),
    PROGRESS("progress", true, "none"),
    EXCLUDE_THREAD("exclude-thread", true, "none"),
    PRESET("preset", true, "auto"),
    INTERVAL("interval", false, "1s"),
    DEAD_AFTER("dead-after", false, "2 × interval"),
    SLEEP_LIMIT("sleep-limit", false, "none"),
    RETENTION("retention", false, "10m"),
    MAX_THREADS("max-threads", false, "4096"),
    CONFIG("config", false, "none"),
    FAIL_FAST("fail-fast", false, "false"),
    HTTP("http", false, "127.0.0.1:9477"),
    HTTP_USER("http-user", false, HttpGuard.DEFAULT_USER),
    HTTP_PASSWORD_FILE("http-password-file", false, "none"),
    HTTP_TLS_CERT("http-tls-cert", false, "none"),
    HTTP_TLS_KEY("http-tls-key", false, "none"),
    JMX("jmx", false, "on"),
    BIND_HOST_METRICS("bind-host-metrics", false, "false"),
    LOG_LEVEL("log-level", false, "info"),
    LOG_FILE("log-file", false, "standard error"),
    ENABLED("enabled", false, "true");

    static final String PROPERTY_PREFIX = "pollwatch.";
    static final String ENVIRONMENT_PREFIX = "POLLWATCH_";

    private static final Option[] ALL = values();
    private static final int LONGEST_COMPARED = 64;

    private final String key;
    private final boolean list;
    private final String defaultText;

    Option(String key, boolean list, String defaultText) {
        this.key = key;
        this.list = list;
        this.defaultText = defaultText;
    }

    String key() {
        return key;
    }

    boolean isList() {
        return list;
    }

    /** The default as it stands in messages; where it is a value, it is a valid one. */
    String defaultText() {
        return defaultText;
    }

    boolean isRule() {
        return ordinal() <= PROGRESS.ordinal();
    }

    /** Whether it is one of those that guard the HTTP endpoint. */
    boolean isGuard() {
        return ordinal() >= HTTP_USER.ordinal() && ordinal() <= HTTP_TLS_KEY.ordinal();
    }

    /** Whether somebody who gave a key, or the rest of a variable's name, that is none meant to guard the HTTP endpoint. */
    static boolean seemsGuard(String unknown) {
        String lower = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
        return lower.startsWith("http-pass") || lower.startsWith("http-user") || lower.startsWith("http-tls");
    }

    static @Nullable Option byKey(String key) {
        for (Option option : ALL) {
            if (option.key.equals(key)) {
                return option;
            }
        }
        return null;
    }

    /** Finds the option of an environment variable's name, less its prefix. */
    static @Nullable Option byEnvironmentSuffix(String suffix) {
        for (Option option : ALL) {
            if (option.key.replace('-', '_').toUpperCase(Locale.ROOT).equals(suffix)) {
                return option;
            }
        }
        return null;
    }

    /** The known key that takes the fewest strokes to make of an unknown one. */
    static Option nearest(String unknown) {
        String lower = unknown.toLowerCase(Locale.ROOT);
        String compared = lower.length() > LONGEST_COMPARED ? lower.substring(0, LONGEST_COMPARED) : lower;
        Option nearest = LOOP;
        int least = Integer.MAX_VALUE;
        for (Option option : ALL) {
            int distance = distance(compared, option.key);
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        return nearest;
    }

    /** Optimal string alignment: insertions, deletions, replacements, and two neighbours swapped, at one each. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
                best = Math.min(best, cost[i - 1][j - 1] + replace);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
