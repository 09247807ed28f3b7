package dev.pollwatch.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Whom a command is about, as the user wrote it. */
final class Target {

    private static final String[] PAGES = {"health", "threads", "metrics"};

    private Target() {}

    /** A process id. */
    static long pid(CommandSpec command, String word) {
        long pid = pidOrZero(word);
        if (pid > 0) {
            return pid;
        }
        throw new ParameterException(
                command.commandLine(),
                "'" + word + "' is no process id, which is a whole number; the command 'list' shows the JVMs that run");
    }

    /** A process id, or the address of an agent's HTTP endpoint. */
    static StatusSource source(CommandSpec command, String word, LoginOptions options) throws UnreachableException {
        if (word.startsWith("http://") || word.startsWith("https://")) {
            URI address = address(command, word);
            return new HttpSource(address, 0, options.login(user(command, word), address.toString()));
        }
        long pid = pidOrZero(word);
        if (pid > 0) {
            return new ProcessSource(pid);
        }
        throw new ParameterException(
                command.commandLine(),
                "'" + word + "' is neither a process id nor an address as http://127.0.0.1:9477/; the command 'list'"
                        + " shows the JVMs that run and the addresses of their agents");
    }

    private static @Nullable String user(CommandSpec command, String word) {
        String user = URI.create(word).getUserInfo();
        if (user != null && user.indexOf(':') >= 0) {
            throw new ParameterException(
                    command.commandLine(),
                    "A password on the command line can be read by everybody on this machine; write"
                            + " https://user@host/ and set " + LoginOptions.VARIABLE
                            + " in the environment, or type it when asked");
        }
        return user;
    }

    private static URI address(CommandSpec command, String word) {
        try {
            URI written = new URI(word);
            if (written.getHost() == null) {
                throw new URISyntaxException(word, "it names no host");
            }
            return new URI(
                    written.getScheme(),
                    null,
                    written.getHost(),
                    written.getPort(),
                    root(written.getPath()),
                    null,
                    null);
        } catch (URISyntaxException bad) {
            throw new ParameterException(
                    command.commandLine(),
                    "'" + word + "' is no address: " + bad.getReason() + "; write it as http://127.0.0.1:9477/");
        }
    }

    /** Whoever copies the address of one of the pages means the same agent. */
    private static String root(String path) {
        String root = path;
        for (String page : PAGES) {
            if (root.endsWith("/" + page)) {
                root = root.substring(0, root.length() - page.length());
            }
        }
        return root.endsWith("/") ? root : root + "/";
    }

    private static long pidOrZero(String word) {
        try {
            return Math.max(0, Long.parseLong(word));
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
