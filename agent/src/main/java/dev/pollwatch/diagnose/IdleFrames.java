package dev.pollwatch.diagnose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells from a stack whether a thread is idle in its poll loop: at the top the JDK waits in a method that is known to wait for work, and
 * from there down to the loop's method stands nothing but the loop's own class and its framework. A thread that waits in the same way in a
 * handler is busy. The frames of the JDK are data: {@code idle.frames} says what its lines mean.
 */
final class IdleFrames {

    private static final String DATA = "idle.frames";

    /** What a stack shows. */
    enum Match {
        IDLE,
        BUSY,
        ABSENT
    }

    /**
     * What was found.
     *
     * @param match what the stack shows
     * @param idleMethod where it is idle, {@code LinkedBlockingQueue.take}; empty where it is not
     */
    record Found(Match match, String idleMethod) {}

    private static final Found BUSY = new Found(Match.BUSY, "");
    private static final Found ABSENT = new Found(Match.ABSENT, "");

    private final Set<String> wait = new HashSet<>();
    private final Set<String> via = new HashSet<>();
    private final Set<String> idle = new HashSet<>();

    /** The poll loop whose frames are looked for: its class, its method, and what is known of its framework. */
    private record Sought(String className, String method, FrameworkFrames framework) {

        static Sought of(String loop, FrameworkFrames framework) {
            int hash = loop.indexOf('#');
            int descriptor = loop.indexOf('(', hash);
            return new Sought(
                    loop.substring(0, Math.max(hash, 0)),
                    loop.substring(hash + 1, descriptor < 0 ? loop.length() : descriptor),
                    framework);
        }

        boolean isAt(StackTraceElement frame) {
            return frame.getMethodName().equals(method) && frame.getClassName().equals(className);
        }

        /** Its nested classes are others: a handler is often one of them. */
        boolean owns(StackTraceElement frame) {
            String type = frame.getClassName();
            return type.equals(className) || type.startsWith(className + "$$Lambda") || framework.owns(type);
        }
    }

    private IdleFrames() {}

    /**
     * The frames that come with the agent.
     *
     * @throws IllegalStateException where they are missing or cannot be read
     */
    static IdleFrames load() {
        try (InputStream in = IdleFrames.class.getResourceAsStream(DATA)) {
            if (in == null) {
                throw new IllegalStateException(DATA + " is not in the agent's jar");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new IllegalStateException(DATA + " cannot be read", unreadable);
        }
    }

    private static IdleFrames read(BufferedReader lines) throws IOException {
        IdleFrames frames = new IdleFrames();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = line.trim();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int blank = text.indexOf(' ');
            String method = text.substring(blank + 1).trim();
            switch (text.substring(0, Math.max(blank, 0))) {
                case "wait" -> frames.wait.add(method);
                case "via" -> frames.via.add(method);
                case "idle" -> frames.idle.add(method);
                default -> throw new IllegalStateException(DATA + ": \"" + text + "\" is no line of it");
            }
        }
        return frames;
    }

    /**
     * Judges a stack.
     *
     * @param stack the frames, innermost first
     * @param loop the loop's name, {@code com.acme.Rx#poll}, maybe with a descriptor
     * @param framework what is known of the loop's framework
     */
    Found judge(List<StackTraceElement> stack, String loop, FrameworkFrames framework) {
        Sought sought = Sought.of(loop, framework);
        int at = indexOfLoop(stack, sought);
        if (at < 0) {
            return ABSENT;
        }
        int idleAt = indexOfIdle(stack, sought, at);
        if (idleAt < 0) {
            return BUSY;
        }
        for (int i = idleAt + 1; i < at; i++) {
            if (!sought.owns(stack.get(i))) {
                return BUSY;
            }
        }
        StackTraceElement idleFrame = stack.get(idleAt);
        String type = idleFrame.getClassName();
        return new Found(Match.IDLE, type.substring(type.lastIndexOf('.') + 1) + "." + idleFrame.getMethodName());
    }

    private static int indexOfLoop(List<StackTraceElement> stack, Sought sought) {
        for (int i = 0; i < stack.size(); i++) {
            if (sought.isAt(stack.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The outermost idle method at which the top of the stack waits, no further down than the loop; −1 where there is none. */
    private int indexOfIdle(List<StackTraceElement> stack, Sought sought, int loopAt) {
        StackTraceElement top = stack.get(0);
        boolean waitsInFramework = top.isNativeMethod() && sought.framework().owns(top.getClassName());
        if (!waitsInFramework && !wait.contains(name(top))) {
            return -1;
        }
        int found = -1;
        boolean inFramework = false;
        for (int i = 0; i <= loopAt; i++) {
            StackTraceElement frame = stack.get(i);
            String name = name(frame);
            if (sought.framework().idleMethods().contains(name)) {
                return i;
            }
            if (sought.framework().owns(frame.getClassName())) {
                // Its own code may wait by itself, but only in a method that the framework's rules call idle.
                inFramework = true;
            } else if (!inFramework && idle.contains(name)) {
                found = i;
            } else if (i > 0 && !via.contains(name)) {
                return found;
            }
        }
        return found;
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "#" + frame.getMethodName();
    }
}
