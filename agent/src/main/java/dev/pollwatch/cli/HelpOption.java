package dev.pollwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command understands, and how the help of each is laid out. */
@Command(synopsisHeading = "%nUsage: ", parameterListHeading = "%n", optionListHeading = "%n")
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says this.")
    private boolean help;
}
