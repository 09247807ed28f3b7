package dev.pollwatch.entry;

import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The agent's entrance. Whatever goes wrong behind it costs the host one line on standard error and nothing else; only
 * {@code fail-fast=true} asks for more.
 */
public final class PollwatchAgent {

    private static final String START_CLASS = "dev.pollwatch.start.Start";

    private static final String NOTHING_DONE = "does nothing in this JVM, which runs on as without it: ";

    /** Kept for a second {@code -javaagent} of the same jar, and a later attach: one JVM has one Pollwatch. */
    private static ClassLoader inst;

    private PollwatchAgent() {}

    /**
     * Called by the JVM before the host's {@code main}.
     *
     * @param options what stands behind {@code -javaagent:jar=}; may be null
     * @param instrumentation the JVM's instrumentation
     */
    public static void premain(String options, Instrumentation instrumentation) {
        String complaint = begin("start", options, instrumentation);
        if (complaint != null) {
            // Said already, line by line; the user asked for the host not to start like this.
            System.exit(1);
        }
    }

    /**
     * Called by the JVM when a tool attaches the agent to a running host.
     *
     * @param options the options; may be null
     * @param instrumentation the JVM's instrumentation
     */
    public static void agentmain(String options, Instrumentation instrumentation) {
        String complaint = begin("attach", options, instrumentation);
        if (complaint != null) {
            // Only the attaching tool fails; a host that runs is not to be ended for a mistyped option.
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Starts the agent, or tells the one that runs; gives a complaint only under {@code fail-fast}. */
    private static synchronized String begin(String method, String options, Instrumentation instrumentation) {
        try {
            String refusal = JavaVersion.refusal(System.getProperty("java.specification.version"));
            if (refusal != null) {
                say(refusal);
                return null;
            }
            File jar = AgentJar.file();
            if (Bystander.isJdkTool() || Bystander.isOwnCommandLine(jar)) {
                return null;
            }
            if (inst == null) {
                inst = new InstClassLoader(jar);
            }
            return start(method, options, instrumentation);
        } catch (InvocationTargetException failed) {
            say(NOTHING_DONE + failed.getCause());
        } catch (Throwable failed) {
            say(NOTHING_DONE + failed);
        }
        return null;
    }

    private static String start(String method, String options, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader hosts = thread.getContextClassLoader();
        // Libraries look things up in the context class loader, which is the host's.
        thread.setContextClassLoader(inst);
        try {
            Method start =
                    Class.forName(START_CLASS, true, inst).getMethod(method, String.class, Instrumentation.class);
            return (String) start.invoke(null, options, instrumentation);
        } finally {
            thread.setContextClassLoader(hosts);
        }
    }

    private static void say(String sentence) {
        PrintStream err = System.err;
        if (err != null) {
            err.println("[pollwatch] " + sentence.replace('\n', ' ').replace('\r', ' '));
        }
    }
}
