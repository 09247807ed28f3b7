package dev.pollwatch.e2e.monitoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads manifests into the types of Kubernetes, and takes no field that these do not have. */
final class Manifests {

    static final Path FOLDER = TestPaths.example("kubernetes");

    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                /** The types have a place for fields that they do not know, for the sake of newer servers. */
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private Manifests() {}

    static <T> T read(String file, Class<T> type) {
        return parse(text(FOLDER.resolve(file)), type);
    }

    /**
     * Reads one manifest.
     *
     * @throws IllegalArgumentException when the type has no such field, or one of another kind
     */
    static <T> T parse(String yaml, Class<T> type) {
        return STRICT.convertValue(map(yaml), type);
    }

    static Map<?, ?> map(String yaml) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
