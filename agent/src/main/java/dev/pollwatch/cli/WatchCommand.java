package dev.pollwatch.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code watch}: the table, again and again. */
@Command(
        name = "watch",
        header =
                "Shows how the poll threads of a JVM are, anew each second, until q or Ctrl-C is pressed or the JVM ends.",
        footer = {
            "",
            "Examples:",
            "  java -jar pollwatch-agent.jar watch 4711",
            "  java -jar pollwatch-agent.jar watch http://127.0.0.1:9477/",
            "  java -jar pollwatch-agent.jar watch https://pollwatch@forwarder-0:9477/ --ca-file ca.crt",
            "  java -jar pollwatch-agent.jar watch 4711 | grep --line-buffered DEAD",
            "",
            "On a terminal the table stands still, and the DEAD come first where there is no room for all; elsewhere it is",
            "printed anew each time. NO_COLOR=1 in the environment leaves out the colours.",
            "The password for an address with a user in it is taken from POLLWATCH_PASSWORD, or asked for.",
            "Exit code: 0 after q, 3 when the JVM has ended or cannot be reached.",
        })
final class WatchCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Mixin
    private final AskedHost host = new AskedHost();

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws UnreachableException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (StatusSource source = host.source()) {
            // Before anything is drawn: what is wrong from the start is said like in any other command.
            HostStatus first = source.read(true);
            Watching watching = new Watching(source, first);
            return terminal.isSmart()
                    ? watching.onScreen(terminal, out)
                    : watching.inLines(terminal, out, spec.commandLine().getErr());
        }
    }
}
