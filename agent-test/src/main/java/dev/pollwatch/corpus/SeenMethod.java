package dev.pollwatch.corpus;

import java.util.Set;

/**
 * What the probe saw of one method.
 *
 * @param className its class
 * @param signature its name and descriptor
 * @param before bytes of its code as its compiler made it
 * @param after bytes of its code as the agent wrote it
 * @param hasLoop whether it has a loop
 * @param hooks the hooks that it calls
 */
record SeenMethod(String className, String signature, int before, int after, boolean hasLoop, Set<String> hooks) {

    /** The hook that makes a method a poll loop. */
    private static final String ENTER = "enter";

    boolean isPollLoop() {
        return hooks.contains(ENTER);
    }

    /** Whether HotSpot compiled it before, and does not any more. */
    boolean becameHuge() {
        return before <= WrittenMethod.HUGE && after > WrittenMethod.HUGE;
    }

    String line() {
        return String.join(
                "\t",
                className,
                signature,
                Integer.toString(before),
                Integer.toString(after),
                Boolean.toString(hasLoop),
                String.join(",", hooks));
    }

    static SeenMethod parse(String line) {
        String[] part = line.split("\t", -1);
        return new SeenMethod(
                part[0],
                part[1],
                Integer.parseInt(part[2]),
                Integer.parseInt(part[3]),
                Boolean.parseBoolean(part[4]),
                part[5].isEmpty() ? Set.of() : Set.of(part[5].split(",")));
    }
}
