package dev.pollwatch.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that is drawn upon: its other page, without cursor and without line breaks of its own, and keys that come at once. All that is undone
 * by {@link #close}, and at the JVM's end however that comes about, but for SIGKILL; the last picture stays then.
 */
final class Screen implements AutoCloseable {

    private static final String KEYBOARD = "/dev/tty";
    private static final String OTHER_PAGE = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    private static final String FIRST_PAGE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String TOP = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final int CTRL_Z = 0x1A;

    private final Terminal terminal;
    private final PrintWriter out;
    private final Thread atExit = new Thread(this::restore, "restore terminal");
    private @Nullable String settings;
    private boolean open;
    private Supplier<List<String>> keepsake = List::of;

    Screen(Terminal terminal, PrintWriter out) {
        this.terminal = terminal;
        this.out = out;
    }

    /** Takes the terminal. Ctrl-Z becomes a key like others meanwhile, since the shell must not be left with the other page. */
    void open() {
        Runtime.getRuntime().addShutdownHook(atExit);
        take();
    }

    private synchronized void take() {
        Optional<String> before = terminal.settings();
        settings = before.orElse(null);
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

    /**
     * What to leave on the terminal when it is given back for good.
     *
     * @param lines asked for then
     */
    synchronized void keep(Supplier<List<String>> lines) {
        keepsake = lines;
    }

    /** Gives the terminal to the shell until somebody has this process go on. */
    void suspend() throws InterruptedException {
        giveBack();
        terminal.suspend();
        take();
    }

    /** Calls back when somebody presses {@code q}, and each time when it is Ctrl-Z. */
    void onKeys(Runnable quit, Runnable suspend) {
        Thread keys = new Thread(
                () -> {
                    try (InputStream in = new FileInputStream(KEYBOARD)) {
                        for (int key = in.read(); key >= 0; key = in.read()) {
                            if (key == 'q' || key == 'Q') {
                                quit.run();
                                return;
                            }
                            if (key == CTRL_Z) {
                                suspend.run();
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
        if (giveBack()) {
            keepsake.get().forEach(out::println);
            out.flush();
        }
    }

    private synchronized boolean giveBack() {
        if (!open) {
            return false;
        }
        open = false;
        write(FIRST_PAGE);
        if (settings != null) {
            terminal.set(settings);
        }
        return true;
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
