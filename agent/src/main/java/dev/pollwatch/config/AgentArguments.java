package dev.pollwatch.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code key=value,key=value}. A comma ends a value only where {@code key=} follows it, so that lists and paths may hold
 * commas; {@code \,} is a comma that ends nothing, any other backslash is itself. A key is a letter and then letters, digits,
 * {@code . - _}: wider than the known keys are, so that {@code Interval=} is an unknown key and not a part of the value before it.
 * No rule looks like that, since a rule has its {@code #} or {@code ;} before its first {@code =}.
 */
final class AgentArguments {

    static final String SOURCE = "agent argument";

    private final String text;
    private final Complaints complaints;
    private final Map<Option, Given> given = new EnumMap<>(Option.class);
    private int position;

    private AgentArguments(String text, Complaints complaints) {
        this.text = text;
        this.complaints = complaints;
    }

    static Map<Option, Given> parse(@Nullable String text, Complaints complaints) {
        if (text == null || text.isBlank()) {
            return Map.of();
        }
        AgentArguments arguments = new AgentArguments(text, complaints);
        while (arguments.position < text.length()) {
            arguments.readOne();
        }
        return arguments.given;
    }

    private void readOne() {
        int equals = endOfKey(position);
        if (equals < 0) {
            // Only at the very start can this be: everywhere else it would have continued a value.
            String stray = joined(readParts());
            if (!stray.isEmpty()) {
                complaints.warn(Complaints.quote(stray) + " (" + SOURCE + ") is ignored: expected key=value");
            }
            return;
        }
        String key = text.substring(position, equals).trim();
        position = equals + 1;
        List<String> parts = readParts();
        Option option = Option.byKey(key);
        if (option == null) {
            complaints.unknownKey(key, SOURCE);
        } else {
            keep(option, parts);
        }
    }

    private void keep(Option option, List<String> parts) {
        Given before = given.get(option);
        if (before == null) {
            given.put(option, made(option, parts));
        } else if (option.isList()) {
            List<String> all = new ArrayList<>(before.parts());
            all.addAll(made(option, parts).parts());
            given.put(option, new Given(before.text(), all, SOURCE));
        } else {
            Given last = made(option, parts);
            complaints.warn("option " + Complaints.quote(option.key()) + " (" + SOURCE
                    + ") is given more than once; the last counts: " + Complaints.quote(last.text()));
            given.put(option, last);
        }
    }

    private static Given made(Option option, List<String> parts) {
        List<String> list = new ArrayList<>();
        if (option.isList()) {
            for (String part : parts) {
                Given.addPart(list, new StringBuilder(part));
            }
        }
        return new Given(joined(parts), list, SOURCE);
    }

    /** Reads a value up to the comma that ends it, split at the commas that do not; steps over the comma that ends it. */
    private List<String> readParts() {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\\' && position < text.length() && text.charAt(position) == ',') {
                part.append(',');
                position++;
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
                if (endOfKey(position) >= 0) {
                    return parts;
                }
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** The whole value; empty parts at its end are commas too many and left out. */
    private static String joined(List<String> parts) {
        int count = parts.size();
        while (count > 0 && parts.get(count - 1).isBlank()) {
            count--;
        }
        return String.join(",", parts.subList(0, count)).trim();
    }

    /** Where the equals sign of a key that begins here is, −1 where none begins. */
    private int endOfKey(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        if (i == text.length() || !isLetter(text.charAt(i))) {
            return -1;
        }
        while (i < text.length() && isInKey(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '=' ? i : -1;
    }

    private static boolean isInKey(char c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
