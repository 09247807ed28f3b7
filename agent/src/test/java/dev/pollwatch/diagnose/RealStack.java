package dev.pollwatch.diagnose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of {@code real.stacks}.
 *
 * @param jdk the JDK it was taken on
 * @param idle whether a thread is idle there
 * @param frames the JDK's frames, innermost first
 */
record RealStack(String jdk, boolean idle, List<StackTraceElement> frames) {

    static Stream<RealStack> all() throws IOException {
        List<RealStack> stacks = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(RealStack.class.getResourceAsStream("real.stacks"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    stacks.add(new RealStack(
                            words[0],
                            words[1].equals("idle"),
                            Stream.of(words).skip(2).map(RealStack::frame).toList()));
                }
            }
        }
        return stacks.stream();
    }

    /** A frame from {@code class#method}; {@code *} at its end makes it native. */
    static StackTraceElement frame(String text) {
        boolean isNative = text.endsWith("*");
        String name = isNative ? text.substring(0, text.length() - 1) : text;
        int hash = name.indexOf('#');
        return new StackTraceElement(
                name.substring(0, hash), name.substring(hash + 1), "Some.java", isNative ? -2 : 42);
    }

    static List<StackTraceElement> frames(String... texts) {
        return Stream.of(texts).map(RealStack::frame).toList();
    }

    /** The same, called by some frames of the host. */
    List<StackTraceElement> calledBy(String... host) {
        return Stream.concat(frames.stream(), frames(host).stream()).toList();
    }
}
