package dev.pollwatch.weave;

import dev.pollwatch.keepalive.HeartbeatWords;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.helpers.NOPLogger;

/** A small agent and a small host, to see the bridge in a JVM of its own. Prints what it sees, a fact on each line. */
public final class AgentProbe {

    private static final String HOST = "dev.pollwatch.weave.host.LoopShapes";
    private static final AtomicLongArray WORDS = new AtomicLongArray(24);

    private static Instrumentation instrumentation;
    private static WeavingTransformer transformer;

    private AgentProbe() {}

    public static void premain(String arguments, Instrumentation given) throws Exception {
        instrumentation = given;
        install();
        transformer = new WeavingTransformer(NOPLogger.NOP_LOGGER, (name, policy) -> 7);
        instrumentation.addTransformer(transformer, true);
        transformer.addRules(List.of(RuleParser.parse("loop", HOST + "#nested", "test")));
        say(
                "after premain",
                "ASM loaded " + loaded("org.objectweb.asm.") + ", Byte Buddy loaded " + loaded("net.bytebuddy."));
    }

    private static void install() throws ReflectiveOperationException {
        Bridge.install(
                instrumentation,
                new Hooks(
                        id -> {
                            say("enter", String.valueOf(id));
                            return WORDS;
                        },
                        (words, thrown) -> say("leave", (words == WORDS) + " " + thrown),
                        () -> WORDS,
                        words -> say("wake", String.valueOf(words == WORDS)),
                        id -> say("call", String.valueOf(id)),
                        () -> say("end", ""),
                        () -> WORDS,
                        () -> say("each", "")));
    }

    public static void main(String[] arguments) throws Exception {
        try {
            install();
        } catch (IllegalStateException second) {
            say("second", second.getMessage());
        }
        // A loader that sees neither the agent nor its libraries, as in OSGi and the like.
        URL[] hostClasses = {
            AgentProbe.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader host = new URLClassLoader("host", hostClasses, ClassLoader.getPlatformClassLoader())) {
            Class<?> shapes = host.loadClass(HOST);
            say("result", shapes.getMethod("nested", int.class).invoke(null, 3) + " after " + beats());
            transformer.addRules(List.of(RuleParser.parse("loop", HOST + "#forEver", "test")));
            instrumentation.retransformClasses(shapes);
            say("retransformed", shapes.getMethod("forEver", int.class).invoke(null, 5) + " after " + beats());
        }
        say("woven", String.valueOf(transformer.wovenLoops()));
    }

    private static long beats() {
        return WORDS.get(HeartbeatWords.BEATS);
    }

    private static long loaded(String prefix) {
        long count = 0;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            count += type.getName().startsWith(prefix) ? 1 : 0;
        }
        return count;
    }

    private static void say(String what, String fact) {
        System.out.println(what + ": " + fact);
    }
}
