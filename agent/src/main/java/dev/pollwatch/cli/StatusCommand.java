package dev.pollwatch.cli;

import dev.pollwatch.view.Look;
import dev.pollwatch.view.StatusText;
import dev.pollwatch.view.TableRow;
import dev.pollwatch.view.Tally;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how the poll threads of a JVM are. */
@Command(
        name = "status",
        header = "Shows how the poll threads of a JVM are.",
        footer = {
            "",
            "Examples:",
            "  java -jar pollwatch-agent.jar status 4711",
            "  java -jar pollwatch-agent.jar status http://127.0.0.1:9477/",
            "  java -jar pollwatch-agent.jar status https://pollwatch@forwarder-0:9477/ --ca-file ca.crt",
            "  java -jar pollwatch-agent.jar status 4711 --json | jq '.threads[] | select(.state == \"DEAD\")'",
            "",
            "The password for an address with a user in it is taken from POLLWATCH_PASSWORD, or asked for.",
            "Exit code: 0 when no thread is DEAD, 2 when one is, 3 when it cannot tell.",
        })
final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Mixin
    private final AskedHost host = new AskedHost();

    @Option(names = "--json", description = "Prints JSON, with all that is known of each thread, for scripts.")
    private boolean json;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws UnreachableException {
        PrintWriter out = spec.commandLine().getOut();
        try (StatusSource source = host.source()) {
            HostStatus status = source.read(false);
            if (json) {
                out.println(StatusJson.of(status));
            } else {
                out.print(text(status));
            }
            return status.exitCode();
        }
    }

    private String text(HostStatus status) {
        Optional<Terminal.Size> size = terminal.size();
        if (size.isEmpty()) {
            return Terminal.encodable(StatusText.of(status.whole(), status.rows(), Look.PLAIN));
        }
        Look look = terminal.look(size.get().columns());
        String text = StatusText.of(status.whole(), status.rows(), look);
        int height = size.get().lines();
        if (height == 0 || status.rows().isEmpty() || text.lines().count() < height) {
            return text;
        }
        // The end is what stays in view: there the DEAD, their stacks and the counts belong.
        List<TableRow> deadLast = status.rows().stream()
                .sorted(Comparator.comparing(TableRow::dead))
                .toList();
        String counts = String.join("\n", new Tally(look).threads(status.rows()).lines());
        return StatusText.of(status.whole(), deadLast, look) + "\n" + counts + "\n";
    }
}
