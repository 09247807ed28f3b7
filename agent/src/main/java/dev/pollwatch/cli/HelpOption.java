package dev.pollwatch.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says this.")
    private boolean help;
}
