package dev.pollwatch.cli;

import dev.pollwatch.view.Printable;
import dev.pollwatch.view.TableRow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acknowledge}: takes note of a row that is DEAD because its loop was left. */
@Command(
        name = "acknowledge",
        header = "Takes note of a thread that is DEAD because it left its loop: it is UNUSED from then on.",
        footer = {
            "",
            "Examples:",
            "  java -jar pollwatch-agent.jar acknowledge 4711 'rx-1|com.acme.Rx#poll'",
            "  java -jar pollwatch-agent.jar acknowledge 4711 rx-1",
            "",
            "Exit code: 0 when it is done, 2 when there is no such row or it is not DEAD in this way, 3 when the JVM",
            "cannot be reached. It is done over JMX, for which the JVM opens a port for this machine.",
        })
final class AcknowledgeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "<pid>", description = "The process id of the JVM.")
    private String pidWord = "";

    @Parameters(
            index = "1",
            paramLabel = "<row>",
            description = "The row: <thread name>|<loop>, or the thread's name where it has one row.")
    private String row = "";

    @Override
    public Integer call() throws UnreachableException {
        long pid = Target.pid(spec, pidWord);
        PrintWriter err = spec.commandLine().getErr();
        new HostProcess(Path.of("/proc"), pid).checkThatItCanBeAsked();
        if (!Attachment.notice(pid).isThere()) {
            throw ProcessSource.noAgent(pid);
        }
        try (JmxSource jmx = JmxSource.to(pid)) {
            List<String> keys = keys(jmx.read(true).rows());
            if (keys.size() != 1) {
                err.println(
                        keys.isEmpty()
                                ? "There is no row " + row + " in " + pid + "; the command 'status' shows the rows"
                                : "There are " + keys.size() + " rows of " + row + "; name one: "
                                        + Printable.line(String.join("   ", keys)));
                return ExitCode.USAGE;
            }
            jmx.acknowledge(keys.get(0));
            spec.commandLine().getOut().println(Printable.line(keys.get(0)) + " is UNUSED from now on");
            return ExitCode.DONE;
        } catch (IllegalArgumentException refused) {
            err.println(Printable.line(String.valueOf(refused.getMessage())));
            return ExitCode.USAGE;
        }
    }

    /** The rows that are meant. A key may be given as it is shown, too, where it has what cannot be typed. */
    private List<String> keys(List<TableRow> rows) {
        List<String> exact =
                rows.stream().map(AcknowledgeCommand::key).filter(row::equals).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return rows.stream()
                .filter(present -> row.equals(present.thread())
                        || row.equals(Printable.line(present.thread()))
                        || row.equals(Printable.line(key(present))))
                .map(AcknowledgeCommand::key)
                .toList();
    }

    private static String key(TableRow row) {
        return row.thread() + "|" + row.loop();
    }
}
