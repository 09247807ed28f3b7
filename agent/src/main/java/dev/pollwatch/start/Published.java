package dev.pollwatch.start;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an attaching tool reads what it must know of the agent: the JVM's agent properties, which the Attach API hands out and the host never
 * sees. They are JDK-internal; where they cannot be had, a tool learns nothing and all else goes on.
 */
final class Published {

    private static final String PREFIX = "dev.pollwatch.";
    private static final String HOLDER = "jdk.internal.vm.VMSupport";

    private final @Nullable Properties properties;

    private Published(@Nullable Properties properties) {
        this.properties = properties;
    }

    static Published in(Instrumentation instrumentation) {
        try {
            Module ours = Published.class.getModule();
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(HOLDER.substring(0, HOLDER.lastIndexOf('.')), Set.of(ours)),
                    Map.of(),
                    Set.of(),
                    Map.of());
            return new Published((Properties)
                    Class.forName(HOLDER).getMethod("getAgentProperties").invoke(null));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherJvm) {
            return new Published(null);
        }
    }

    void version(String version) {
        put("version", version);
    }

    /** Where the HTTP endpoint is, {@code off} where there is none. */
    void http(String address) {
        put("http", address);
    }

    /** That the HTTP endpoint is not for everybody who can attach; said before its address is. */
    void guarded() {
        put("guarded", "true");
    }

    /** What an attach came to, in lines; counted, so that the tool can tell it from an earlier one. */
    void answer(List<String> lines) {
        Properties present = properties;
        if (present != null) {
            put("answer", String.join("\n", lines));
            put("answers", Integer.toString(Integer.parseInt(present.getProperty(PREFIX + "answers", "0")) + 1));
        }
    }

    private void put(String name, String value) {
        if (properties != null) {
            properties.setProperty(PREFIX + name, value);
        }
    }
}
