package dev.pollwatch.cli;

import java.io.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a user makes himself known to a guarded endpoint: the password in the environment or typed, never on the command line. */
final class LoginOptions {

    static final String VARIABLE = "POLLWATCH_PASSWORD";

    @Option(
            names = "--ca-file",
            paramLabel = "<file>",
            description = "PEM certificates to trust for https, in place of those that the JDK trusts.")
    private @Nullable Path caFile;

    /**
     * Gets together what it takes.
     *
     * @param user the user that stands in the address, {@code null} for none
     * @param address the address, for the question
     * @return it
     * @throws UnreachableException when something is missing
     */
    HttpLogin login(@Nullable String user, String address) throws UnreachableException {
        Path file = caFile;
        HttpLogin login = file == null ? HttpLogin.NONE : HttpLogin.NONE.trusting(file);
        return user == null ? login : login.as(user, password(user, address));
    }

    private static String password(String user, String address) throws UnreachableException {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s at %s: ", user, address);
        if (typed == null) {
            throw new UnreachableException("The password of " + user
                    + " is missing and cannot be asked for, since this is no terminal; set " + VARIABLE
                    + " in the environment");
        }
        return new String(typed);
    }
}
