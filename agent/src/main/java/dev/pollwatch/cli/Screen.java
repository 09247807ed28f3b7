package dev.pollwatch.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that is drawn upon: its other page, without cursor and without line breaks of its own, and keys that come at once. All that is undone
 * by {@link #close}, and at the JVM's end however that comes about, but for SIGKILL.
 */
final class Screen implements AutoCloseable {

    private static final String KEYBOARD = "/dev/tty";
    private static final String OTHER_PAGE = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    private static final String FIRST_PAGE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String TOP = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final PrintWriter out;
    private final Thread atExit = new Thread(this::restore, "restore terminal");
    private @Nullable String settings;
    private boolean open;

    Screen(Terminal terminal, PrintWriter out) {
        this.terminal = terminal;
        this.out = out;
    }

    /** Takes the terminal. Nobody can suspend the command meanwhile, since the shell would be left with the other page. */
    synchronized void open() {
        Optional<String> before = terminal.settings();
        settings = before.orElse(null);
        Runtime.getRuntime().addShutdownHook(atExit);
        open = true;
        if (before.isPresent()) {
            terminal.set("-icanon -echo min 1 time 0 susp undef");
        }
        write(OTHER_PAGE);
    }

    /**
     * Shows lines that fit, from the top. Clears before it writes: behind a full line the cursor stands on its last character.
     *
     * @param lines the lines
     * @param height how many the terminal has
     */
    synchronized void draw(List<String> lines, int height) {
        if (!open) {
            return;
        }
        StringBuilder picture = new StringBuilder(TOP);
        for (int i = 0; i < lines.size(); i++) {
            picture.append(i == 0 ? "" : "\r\n").append(CLEAR_LINE).append(lines.get(i));
        }
        write(picture + (lines.size() < height ? "\r\n" + CLEAR_BELOW : ""));
    }

    /** Calls back when somebody presses {@code q}. */
    void onQuit(Runnable quit) {
        Thread keys = new Thread(
                () -> {
                    try (InputStream in = new FileInputStream(KEYBOARD)) {
                        for (int key = in.read(); key >= 0; key = in.read()) {
                            if (key == 'q' || key == 'Q') {
                                quit.run();
                                return;
                            }
                        }
                    } catch (IOException noKeyboard) {
                        // Ctrl-C still ends it.
                        return;
                    }
                },
                "keys");
        keys.setDaemon(true);
        keys.start();
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endingAlready) {
            // Then it runs, and finds nothing to do.
        }
    }

    private synchronized void restore() {
        if (!open) {
            return;
        }
        open = false;
        write(FIRST_PAGE);
        if (settings != null) {
            terminal.set(settings);
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
