package dev.pollwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a command: help and version. */
@Command(
        name = "java -jar pollwatch-agent.jar",
        synopsisSubcommandLabel = "COMMAND",
        header = "Keeps watch over the poll loops of a JVM.",
        description = {
            "",
            "As an agent, from the start of a program:",
            "  java -javaagent:pollwatch-agent.jar=loop=com.acme.Rx#pollLoop -jar your-program.jar",
            "Then see http://127.0.0.1:9477/ or the MBean dev.pollwatch:type=Keepalive in JConsole.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  java -jar pollwatch-agent.jar list",
            "  java -jar pollwatch-agent.jar attach 4711 loop=com.acme.Rx#pollLoop",
            "  java -jar pollwatch-agent.jar status 4711",
            "  java -jar pollwatch-agent.jar watch --help",
            "  java -jar pollwatch-agent.jar --version",
        })
final class Root implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says this.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Says which version this is.")
    private boolean version;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut());
    }
}
