package dev.pollwatch.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings artifacts by Maven, with the user's own settings and local repository; once there, they are not asked for again. */
final class Fetch {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";

    private Fetch() {}

    /**
     * Copies the artifacts into a folder.
     *
     * @param artifacts what to bring
     * @param folder where to; made when it is not there
     * @throws IOException where Maven cannot be started, or the folder not be written
     * @throws IllegalStateException where Maven fails; it has said why on standard output
     */
    static void into(Path folder, List<Artifact> artifacts) throws IOException {
        List<Artifact> missing = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            if (!Files.exists(artifact.in(folder))) {
                missing.add(artifact);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        Path pom = Files.writeString(folder.resolve("pom.xml"), pom(folder, missing));
        int exit = Jvm.run(
                List.of("mvn", "-B", "-q", "-f", pom.toString(), PLUGIN + ":copy@corpus"), folder.resolve("maven.log"));
        if (exit != 0) {
            throw new IllegalStateException(
                    "Maven could not bring all of the corpus; see " + folder.resolve("maven.log"));
        }
    }

    private static String pom(Path folder, List<Artifact> artifacts) {
        StringBuilder items = new StringBuilder();
        for (Artifact artifact : artifacts) {
            items.append("<artifactItem><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                    .formatted(artifact.group(), artifact.name(), artifact.version()));
            items.append("<destFileName>%s</destFileName></artifactItem>%n"
                    .formatted(artifact.in(folder).getFileName()));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.pollwatch</groupId>
                  <artifactId>corpus</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build><plugins><plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-dependency-plugin</artifactId>
                    <executions><execution><id>corpus</id><configuration>
                      <outputDirectory>%s</outputDirectory>
                      <artifactItems>
                %s      </artifactItems>
                    </configuration></execution></executions>
                  </plugin></plugins></build>
                </project>
                """.formatted(folder, items);
    }
}
