package dev.pollwatch.cli;

import dev.pollwatch.view.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code list}: the JVMs of this machine, with or without Pollwatch. */
@Command(
        name = "list",
        header = "Lists the JVMs of this machine, with or without Pollwatch.",
        footer = {
            "",
            "Example:",
            "  java -jar pollwatch-agent.jar list",
            "",
            "Asks only those that have a thread of Pollwatch's; the others are not touched.",
        })
final class ListCommand implements Callable<Integer> {

    private static final String[] TITLES = {"PID", "USER", "POLLWATCH", "ADDRESS", "PROGRAM"};
    private static final int LONGEST = 80;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() throws UnreachableException {
        PrintWriter out = spec.commandLine().getOut();
        List<String[]> lines = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (JvmProcess jvm : JvmProcess.all(Path.of("/proc"))) {
            lines.add(line(jvm, remarks));
        }
        if (lines.isEmpty()) {
            out.println("There is no JVM here but this command.");
            return ExitCode.DONE;
        }
        lines.add(0, TITLES);
        print(out, lines);
        remarks.forEach(remark -> out.println(Printable.line(remark)));
        return ExitCode.DONE;
    }

    private static String[] line(JvmProcess jvm, List<String> remarks) {
        String version = jvm.seemsWatched() ? "?" : "-";
        String address = "";
        if (jvm.seemsWatched()) {
            try {
                AgentNotice notice = jvm.notice();
                version = notice.isThere() ? notice.version() : "-";
                address = notice.http().equals("later") ? "" : notice.http();
            } catch (UnreachableException cannotBeAsked) {
                remarks.add(cannotBeAsked.getMessage());
            }
        }
        return new String[] {Long.toString(jvm.pid()), jvm.user(), version, address, jvm.program()};
    }

    private static void print(PrintWriter out, List<String[]> lines) {
        int[] widths = new int[TITLES.length];
        for (String[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                line[i] = Printable.cell(line[i], LONGEST);
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                String padding = " ".repeat(widths[i] - line[i].length());
                text.append(i == 0 ? padding + line[i] : line[i] + padding).append("  ");
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
