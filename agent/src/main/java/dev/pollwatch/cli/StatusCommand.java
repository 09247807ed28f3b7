package dev.pollwatch.cli;

import dev.pollwatch.view.Look;
import dev.pollwatch.view.StatusText;
import java.io.PrintWriter;
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
                out.print(StatusText.of(status.whole(), status.rows(), look()));
            }
            out.flush();
            return status.exitCode();
        }
    }

    private Look look() {
        Optional<Terminal.Size> size = terminal.size();
        return size.isPresent() ? terminal.look(size.get().columns()) : Look.PLAIN;
    }
}
