package dev.pollwatch.cli;

import dev.pollwatch.view.Printable;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach}: brings the agent, or more rules, into a JVM that runs. */
@Command(
        name = "attach",
        header = "Brings the agent, or more rules, into a JVM that runs.",
        footer = {
            "",
            "Examples:",
            "  java -jar pollwatch-agent.jar attach 4711",
            "  java -jar pollwatch-agent.jar attach 4711 loop=com.acme.Rx#pollLoop interval=500ms",
            "",
            "Exit code: 0 when the agent is in the JVM, 2 when it was asked for wrongly, 3 when the JVM cannot be reached.",
        })
final class AttachCommand implements Callable<Integer> {

    private final File jar;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<pid>", description = "The process id of the JVM.")
    private String pidWord = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "key=value",
            description = "Options of the agent, as behind -javaagent:pollwatch-agent.jar=")
    private List<String> options = List.of();

    @Mixin
    private final HelpOption help = new HelpOption();

    AttachCommand(File jar) {
        this.jar = jar;
    }

    @Override
    public Integer call() throws UnreachableException {
        String arguments = joined();
        PrintWriter out = spec.commandLine().getOut();
        long pid = Target.pid(spec, pidWord);
        new HostProcess(Path.of("/proc"), pid).checkThatItCanBeAttachedTo(jar);
        try {
            Attachment.Result result = Attachment.attach(pid, jar, arguments);
            // Names of threads are among it.
            result.lines().forEach(line -> out.println(Printable.line(line)));
            return result.done() ? ExitCode.DONE : ExitCode.USAGE;
        } catch (NoClassDefFoundError noAttachApi) {
            throw new UnreachableException("This Java runtime cannot attach to others, since it lacks the module"
                    + " jdk.attach; run the command with the java of a JDK");
        }
    }

    /** As in the agent's arguments: a comma that no {@code key=} follows continues the value. */
    private String joined() {
        for (String option : options) {
            if (option.indexOf('=') <= 0) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + option + "' is no option of the agent; write key=value, as in loop=com.acme.Rx#pollLoop");
            }
        }
        return String.join(",", options);
    }
}
