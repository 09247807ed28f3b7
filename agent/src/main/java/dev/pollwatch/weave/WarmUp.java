package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Weaves {@link WarmUpSample} from its own class file. */
final class WarmUp {

    private WarmUp() {}

    static void run(String bridge) throws IOException {
        String name = WarmUp.class.getPackageName() + ".WarmUpSample";
        byte[] classFile;
        try (InputStream in = WarmUp.class.getResourceAsStream("WarmUpSample.class")) {
            if (in == null) {
                throw new IOException("no class file of " + name);
            }
            classFile = in.readAllBytes();
        }
        Rule rule = new Rule(
                RuleKind.LOOP,
                name + "#poll",
                "warm-up",
                new ClassPattern.Exact(name),
                new MethodPattern("poll", null),
                LoopPolicy.DEFAULT);
        new ClassWeaver((loop, policy) -> 0, bridge)
                .weave(name.replace('.', '/'), classFile, WarmUp.class.getClassLoader(), List.of(rule), List.of());
    }
}
