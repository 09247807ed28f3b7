package dev.pollwatch.cli;

import dev.pollwatch.view.Look;
import dev.pollwatch.view.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that standard output is, if it is one. Java cannot ask, so a shell does; where there is none, as in the smallest containers, output
 * is as for a pipe.
 */
final class Terminal {

    /** How large it is. */
    record Size(int columns, int lines) {}

    private static final int PATIENCE_SECONDS = 5;
    private static final int TIME_TO_STOP_MILLIS = 200;
    private static final Size UNTOLD = new Size(80, 24);

    private final Map<String, String> environment;

    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Looks how large it is now.
     *
     * @return its size, with 0 for what it does not tell; empty where standard output is no terminal
     */
    Optional<Size> size() {
        // The terminal is asked by way of standard output itself; the answer comes by standard error.
        return shell("test -t 1 && stty size <&1 >&2").map(Terminal::size);
    }

    /** The same for who must have a size. */
    Size sizeOrUsual() {
        Size size = size().orElse(UNTOLD);
        return new Size(
                size.columns() > 0 ? size.columns() : UNTOLD.columns(),
                size.lines() > 0 ? size.lines() : UNTOLD.lines());
    }

    /** Whether the cursor can be sent about on it. */
    boolean isSmart() {
        String kind = environment.getOrDefault("TERM", "dumb");
        return !kind.equals("dumb") && size().isPresent();
    }

    /**
     * How the table is to look.
     *
     * @param columns how wide it may be, 0 for no limit
     * @return the look, with colours unless the user wants none
     */
    Look look(int columns) {
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Look(columns, mark(), colours ? Terminal::painted : Look.PLAIN.paint());
    }

    /** The look of what is printed line by line: no wider than the terminal, and whole where there is none. */
    Look lookOfLines() {
        return size().map(size -> look(size.columns())).orElse(Look.PLAIN);
    }

    /**
     * Whether standard output has a name, as a file has; a pipe has none, and its reader may well have had enough.
     *
     * @return {@code true} where somebody counts on finding everything there
     */
    boolean outputIsNamed() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).isAbsolute();
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Stops this process and whatever it was started with, as Ctrl-Z does, and returns when somebody has it go on. */
    void suspend() throws InterruptedException {
        shell("kill -TSTP 0");
        // The signal may come a moment after the shell's end.
        TimeUnit.MILLISECONDS.sleep(TIME_TO_STOP_MILLIS);
    }

    /** The settings as {@code stty} writes them for itself, empty where there are none to be had. */
    Optional<String> settings() {
        return shell("stty -g <&1 >&2");
    }

    /** Changes settings. */
    void set(String settings) {
        shell("stty " + settings + " <&1");
    }

    static String painted(String state, String text) {
        String colour = switch (state) {
            case "DEAD" -> "1;31";
            case "ALIVE" -> "32";
            case "SLEEP" -> "36";
            case "UNUSED" -> "2";
            default -> "";
        };
        return colour.isEmpty() ? text : "\u001b[" + colour + "m" + text + "\u001b[0m";
    }

    private static String mark() {
        return encoder().canEncode('…') ? "…" : "~";
    }

    /**
     * For pipes and files: what the encoding of this environment lacks is escaped as JSON has it, so that two names never become the same.
     *
     * @param text any text
     * @return the text, which loses nothing when it is encoded
     */
    static String encodable(String text) {
        return encodable(text, encoder());
    }

    static String encodable(String text, CharsetEncoder encoder) {
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder encodable = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            if (encoder.canEncode(character)) {
                encodable.append(character);
            } else if (c == '…') {
                encodable.append('~');
            } else {
                Printable.appendEscaped(encodable, c);
            }
        });
        return encodable.toString();
    }

    private static CharsetEncoder encoder() {
        try {
            String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
            return Charset.forName(name).newEncoder();
        } catch (UnsupportedCharsetException | UnsupportedOperationException unknown) {
            return StandardCharsets.US_ASCII.newEncoder();
        }
    }

    private static Size size(String words) {
        String[] numbers = words.split(" ");
        try {
            return numbers.length == 2
                    ? new Size(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]))
                    : new Size(0, 0);
        } catch (NumberFormatException untold) {
            return new Size(0, 0);
        }
    }

    /** What a shell says on standard error, if it is content. */
    private static Optional<String> shell(String command) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // A background job's terminal stops whoever changes it.
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
                return Optional.empty();
            }
            String said = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return shell.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException noShell) {
            return Optional.empty();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
