package dev.pollwatch.cli;

import dev.pollwatch.view.Printable;
import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** Where the entrance hands over. A further command is a class with {@code @Command} and one line here. */
public final class Main {

    private static final int WIDTH = 110;

    private static final Set<String> ASKING = Set.of("status", "watch");

    private static final String UNWRITTEN =
            "Standard output could not be written; see whether there is room left where it was redirected to";

    private static final Map<String, String> NAMES =
            Map.of("<pid>", "pid", "<pid|url>", "pid or address", "<row>", "row");

    private Main() {}

    /**
     * Runs a command.
     *
     * @param args the words behind the jar
     * @param version the version to name
     * @param jar the agent's jar, which is this program's own
     * @param out for what was asked for
     * @param err for what went wrong
     * @return the exit code
     */
    public static int run(String[] args, String version, File jar, PrintWriter out, PrintWriter err) {
        Terminal terminal = new Terminal(System.getenv());
        CommandLine line = new CommandLine(new Root())
                .addSubcommand(new ListCommand())
                .addSubcommand(new AttachCommand(jar))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new AcknowledgeCommand())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpLongOptionsMaxWidth(24)
                .setExecutionExceptionHandler((failure, at, parsed) -> {
                    if (failure instanceof UnreachableException) {
                        err.println(Printable.line(String.valueOf(failure.getMessage())));
                        return ExitCode.UNREACHABLE;
                    }
                    throw failure;
                });
        line.getCommandSpec().version("Pollwatch " + version);
        line.setParameterExceptionHandler((wrong, words) -> {
            err.println(sentence(wrong));
            err.println("Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            // A script must not take a misspelt question for a DEAD thread.
            return ASKING.contains(wrong.getCommandLine().getCommandName()) ? ExitCode.UNREACHABLE : ExitCode.USAGE;
        });
        int code = line.execute(args);
        out.flush();
        // A reader that has had enough closes its pipe; but whoever names a file counts on finding everything there.
        if (!out.checkError() || !terminal.outputIsNamed()) {
            return code;
        }
        err.println(UNWRITTEN);
        // What the exit code of status says is true all the same.
        return code == ExitCode.DONE && !List.of(args).contains("status") ? ExitCode.UNREACHABLE : code;
    }

    private static String sentence(CommandLine.ParameterException wrong) {
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            return "'" + unmatched.getUnmatched().get(0) + "' is no command or option of this version";
        }
        if (wrong instanceof CommandLine.MissingParameterException missing) {
            return "The " + NAMES.getOrDefault(missing.getMissing().get(0).paramLabel(), "value") + " is missing";
        }
        return String.valueOf(wrong.getMessage());
    }
}
