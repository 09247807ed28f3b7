package dev.pollwatch.entry;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.CodeSource;

/** The jar that these classes came from. */
final class AgentJar {

    private AgentJar() {}

    static File file() throws URISyntaxException {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("the jar of the agent cannot be told");
        }
        URI uri = source.getLocation().toURI();
        return new File(uri);
    }
}
