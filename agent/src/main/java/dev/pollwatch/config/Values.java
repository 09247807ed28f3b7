package dev.pollwatch.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what was given into typed values; a bad one is a complaint, and the caller's default is returned. */
final class Values {

    private static final String[] LOG_LEVELS = {"off", "error", "warn", "info", "debug", "trace"};
    private static final int HIGHEST_PORT = 65535;

    private final Map<Option, Given> given;
    private final Complaints complaints;

    Values(Map<Option, Given> given, Complaints complaints) {
        this.given = given;
        this.complaints = complaints;
    }

    List<RuleText> rules() {
        List<RuleText> rules = new ArrayList<>();
        for (Map.Entry<Option, Given> entry : given.entrySet()) {
            if (entry.getKey().isRule()) {
                Given value = entry.getValue();
                for (String text : value.parts()) {
                    rules.add(new RuleText(entry.getKey().key(), text, value.source()));
                }
            }
        }
        return rules;
    }

    List<String> list(Option option, List<String> byDefault) {
        Given value = given.get(option);
        return value == null ? byDefault : value.parts();
    }

    @Nullable
    String text(Option option) {
        Given value = given.get(option);
        return value == null || value.text().isEmpty() ? null : value.text();
    }

    /** A duration within bounds, both included; {@code null} when none was given or a bad one was. */
    @Nullable
    Duration duration(Option option, Duration least, Duration most, String bounds) {
        Given value = given.get(option);
        if (value == null) {
            return null;
        }
        Duration duration = Durations.parse(value.text());
        if (duration == null) {
            bad(option, value, "a whole number with a unit, such as 250ms, 1s, 2m or 1h, ".concat(bounds));
            return null;
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            bad(option, value, "a duration ".concat(bounds));
            return null;
        }
        return duration;
    }

    int count(Option option, int byDefault, int most) {
        Given value = given.get(option);
        if (value == null) {
            return byDefault;
        }
        try {
            int count = Integer.parseInt(value.text());
            if (count >= 1 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Falls through to the complaint, which is the same for what is no number at all.
        }
        bad(option, value, "a whole number from 1 to " + most);
        return byDefault;
    }

    boolean flag(Option option, boolean byDefault) {
        Given value = given.get(option);
        if (value == null) {
            return byDefault;
        }
        switch (value.text().toLowerCase(Locale.ROOT)) {
            case "true", "on" -> {
                return true;
            }
            case "false", "off" -> {
                return false;
            }
            default -> {
                bad(option, value, "true, false, on or off");
                return byDefault;
            }
        }
    }

    String logLevel(String byDefault) {
        Given value = given.get(Option.LOG_LEVEL);
        if (value == null) {
            return byDefault;
        }
        String lower = value.text().toLowerCase(Locale.ROOT);
        for (String level : LOG_LEVELS) {
            if (level.equals(lower)) {
                return level;
            }
        }
        bad(Option.LOG_LEVEL, value, "off, error, warn, info, debug or trace");
        return byDefault;
    }

    /** The endpoint's address, checked for its form only; {@code null} when none was given or a bad one was. */
    @Nullable
    String http() {
        Given value = given.get(Option.HTTP);
        if (value == null) {
            return null;
        }
        String text = value.text();
        if (text.equalsIgnoreCase("off")) {
            return "off";
        }
        if (isAddress(text)) {
            return text;
        }
        bad(Option.HTTP, value, "host:port, [v6]:port, a port from 0 to 65535, or off");
        return null;
    }

    /** Whether an address in one of the forms above can be reached from this machine only. */
    static boolean isOnLoopback(String http) {
        int colon = http.lastIndexOf(':');
        String host = colon < 0 ? "" : http.substring(0, colon);
        return host.isEmpty() || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** What is to guard the endpoint. What is given by half is a mistake, and guards nothing. */
    HttpGuard httpGuard() {
        for (Option option :
                new Option[] {Option.HTTP_USER, Option.HTTP_PASSWORD_FILE, Option.HTTP_TLS_CERT, Option.HTTP_TLS_KEY}) {
            Given value = given.get(option);
            if (value != null && value.text().isEmpty()) {
                return badGuard(option, value, "is empty");
            }
        }
        Given user = given.get(Option.HTTP_USER);
        Given password = given.get(Option.HTTP_PASSWORD_FILE);
        Given cert = given.get(Option.HTTP_TLS_CERT);
        Given key = given.get(Option.HTTP_TLS_KEY);
        if (user != null && user.text().indexOf(':') >= 0) {
            return badGuard(Option.HTTP_USER, user, "holds a colon, which no user's name in HTTP can");
        }
        if (user != null && password == null) {
            return badGuard(Option.HTTP_USER, user, "needs http-password-file beside it");
        }
        if (cert != null && key == null) {
            return badGuard(Option.HTTP_TLS_CERT, cert, "needs http-tls-key beside it");
        }
        if (key != null && cert == null) {
            return badGuard(Option.HTTP_TLS_KEY, key, "needs http-tls-cert beside it");
        }
        return new HttpGuard(
                user != null ? user.text() : HttpGuard.DEFAULT_USER,
                text(Option.HTTP_PASSWORD_FILE),
                text(Option.HTTP_TLS_CERT),
                text(Option.HTTP_TLS_KEY));
    }

    private HttpGuard badGuard(Option option, Given value, String what) {
        complaints.badGuard("option " + Complaints.quote(option.key()) + " (" + value.source() + ") " + what);
        return HttpGuard.NONE;
    }

    private static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        if (!isPort(text.substring(colon + 1))) {
            return false;
        }
        if (colon < 0) {
            return true;
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[")) {
            return host.length() > 2 && host.endsWith("]") && consistsOf(host, 1, host.length() - 1, ".:%-_");
        }
        return !host.isEmpty() && consistsOf(host, 0, host.length(), ".-_");
    }

    private static boolean consistsOf(String text, int from, int to, String marks) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && marks.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return Integer.parseInt(text) <= HIGHEST_PORT;
    }

    private void bad(Option option, Given value, String expected) {
        complaints.badValue(option, value.text(), value.source(), expected);
    }
}
