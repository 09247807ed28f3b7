package dev.pollwatch.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom the commands ask that show how a host is. */
final class AskedHost {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec command;

    @Mixin
    private final LoginOptions login = new LoginOptions();

    @Parameters(
            index = "0",
            paramLabel = "<pid|url>",
            description = "The process id of the JVM, or the address of its agent.")
    private String word = "";

    /**
     * What the user wrote, as somebody who can be asked; a word that names nobody ends the command with a sentence.
     *
     * @throws UnreachableException when a password is needed and cannot be had
     */
    StatusSource source() throws UnreachableException {
        return Target.source(command, word, login);
    }
}
