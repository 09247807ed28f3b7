package dev.pollwatch.frameworks;

import dev.pollwatch.e2e.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * The command behind {@code frameworks.sh}: measures every framework and prints the table. Exit code 0 when every cell is as it should
 * be, 1 when one is not.
 */
public final class FrameworkTable {

    private static final int AT_ONCE = 10;

    private FrameworkTable() {}

    /**
     * Runs it.
     *
     * @param args the folder of the host programs' sources, the folder for the output, the agent's options, the idle seconds, a regular
     *     expression for the frameworks, and the page to put the table into, empty for none
     * @throws IOException when a file cannot be read or written, or a host does not compile
     * @throws InterruptedException never, unless somebody interrupts it
     * @throws ExecutionException when a trial could not be made at all
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path output = Files.createDirectories(Path.of(args[1]));
        Plan plan = new Plan(args[2], Duration.ofSeconds(4), Duration.ofSeconds(Long.parseLong(args[3])));
        Pattern wanted = Pattern.compile(args[4]);
        List<Framework> frameworks = Catalogue.all().stream()
                .filter(framework -> wanted.matcher(framework.toString()).find())
                .toList();
        List<Jdk> jdks = Jdk.all().stream().filter(Jdk::isPresent).toList();
        List<Outcome> outcomes = new Trials(Path.of(args[0]), output).run(frameworks, jdks, plan, AT_ONCE);
        String tables = Markdown.table(outcomes) + "\n" + Markdown.deaths(outcomes);
        Files.writeString(output.resolve("frameworks.md"), tables);
        System.out.println("\n" + tables);
        if (!args[5].isEmpty()) {
            Path page = Path.of(args[5]);
            Files.writeString(page, DocsPage.with(Files.readString(page), outcomes));
        }
        long bad = outcomes.stream().filter(outcome -> !outcome.isGood()).count();
        System.out.println(outcomes.size() + " hosts, " + bad + " not as they should be");
        System.exit(bad == 0 ? 0 : 1);
    }
}
