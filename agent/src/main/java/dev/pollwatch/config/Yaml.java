package dev.pollwatch.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The only class that touches the YAML library, so that without a config file the library is never loaded. */
final class Yaml {

    /** Enough for anybody's anchors, and far from what a document that unfolds into gigabytes takes. */
    private static final int MOST_ALIASES = 20;

    private Yaml() {}

    /**
     * Parses one document. The library makes JDK types only, whatever tags the document has.
     *
     * @param text the document
     * @return maps, lists and scalars; {@code null} when it is empty
     * @throws MalformedYamlException when it is no YAML document
     */
    static @Nullable Object parse(String text) throws MalformedYamlException {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(ConfigFile.MOST_BYTES)
                .build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            throw new MalformedYamlException(describe(e));
        } catch (YamlEngineException e) {
            throw new MalformedYamlException(Complaints.plain(String.valueOf(e.getMessage())));
        } catch (StackOverflowError e) {
            throw new MalformedYamlException("it is nested too deeply");
        }
    }

    private static String describe(MarkedYamlEngineException e) {
        StringBuilder description = new StringBuilder();
        Mark mark = e.getProblemMark().orElse(null);
        if (mark != null) {
            description.append("line ").append(mark.getLine() + 1);
            description.append(", column ").append(mark.getColumn() + 1).append(": ");
        }
        String problem = Complaints.plain(String.valueOf(e.getProblem()));
        description.append(problem);
        if (problem.contains("alias") || problem.contains("found *") || problem.contains("cannot start any token")) {
            description.append(" (a value that begins with * or @ must stand in quotes)");
        }
        return description.toString();
    }
}
