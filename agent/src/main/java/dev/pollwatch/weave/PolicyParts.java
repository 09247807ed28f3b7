package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code ;key=value} parts of a loop or call rule, gathered into its policy. */
final class PolicyParts {

    private static final List<String> KEYS = List.of("dead-after", "on-return", "health");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})(ms|s|m|h)");

    private final RuleKind kind;
    private final Set<String> given = new HashSet<>();
    private @Nullable Duration deadAfter;
    private boolean deadOnReturn;
    private boolean decidesHealth = true;

    PolicyParts(RuleKind kind) {
        this.kind = kind;
    }

    /** Takes in one part; returns what is wrong with it and how to mend it, or {@code null}. */
    @Nullable
    String add(String part) {
        if (part.isEmpty()) {
            return "has an empty part; write ;key=value, and no ';' at the end";
        }
        int equals = part.indexOf('=');
        if (equals <= 0 || equals == part.length() - 1) {
            return "has the part '" + part + "'; write it as key=value, as in ;dead-after=5m";
        }
        String key = part.substring(0, equals);
        String value = part.substring(equals + 1);
        if (!given.add(key)) {
            return "gives '" + key + "' twice; keep one of them";
        }
        return switch (key) {
            case "dead-after" -> deadAfter(value);
            case "on-return" -> onReturn(value);
            case "health" -> health(value);
            default -> "has the unknown part '" + key + "'; the nearest known one is '" + Nearest.to(key, KEYS) + "'";
        };
    }

    LoopPolicy toPolicy() {
        return new LoopPolicy(deadAfter, deadOnReturn, decidesHealth);
    }

    private @Nullable String onReturn(String value) {
        if (kind == RuleKind.CALL) {
            return "has 'on-return', but a call rule's method returns once per iteration; leave it out, or name the"
                    + " method that holds the loop in a loop rule";
        }
        deadOnReturn = true;
        return value.equals("dead") ? null : "has 'on-return=" + value + "'; the one value of on-return is 'dead'";
    }

    private @Nullable String health(String value) {
        decidesHealth = false;
        return value.equals("off") ? null : "has 'health=" + value + "'; the one value of health is 'off'";
    }

    private @Nullable String deadAfter(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            return "has the bad duration 'dead-after=" + value + "'; write whole numbers as in 250ms, 1s, 2m or 1h";
        }
        long amount = Long.parseLong(matcher.group(1));
        if (amount == 0) {
            return "has 'dead-after=" + value + "'; it must be longer than nothing";
        }
        deadAfter = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        return deadAfter.compareTo(Duration.ofDays(365)) <= 0
                ? null
                : "has 'dead-after=" + value + "', which is over a year; write a shorter one";
    }
}
