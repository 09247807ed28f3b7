package dev.pollwatch.pictures;

import java.awt.AWTException;
import java.awt.Dimension;
import java.awt.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.swing.JButton;
import javax.swing.JOptionPane;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTree;
import javax.swing.SwingUtilities;

/** What is done in JConsole, from the connection to the last picture. */
public final class JConsolePictures {

    private static final String[] KEEPALIVE = {"dev.pollwatch", "Keepalive"};
    private static final String[] WORKER = {"dev.pollwatch", "PollThread", "\"worker-1\"", "*"};
    private static final Dimension WINDOW = new Dimension(1040, 760);
    private static final int TREE_WIDTH = 270;

    private final SwingWindows windows;
    private final Path folder;
    private final int control;

    private JConsolePictures(Path folder, int control) throws AWTException {
        this.windows = new SwingWindows();
        this.folder = folder;
        this.control = control;
    }

    /**
     * Begins when JConsole does, and ends it.
     *
     * @param arguments the control port of the packet forwarder, a comma, and the folder to put the pictures in
     */
    public static void premain(String arguments) {
        // JConsole shows what is written to System.err in a window of its own, which would be in the way.
        PrintStream err = System.err;
        String[] given = arguments.split(",", 2);
        Path folder = Path.of(given[1]);
        Thread thread = new Thread(
                () -> {
                    try {
                        new JConsolePictures(folder, Integer.parseInt(given[0])).takeOrShow();
                        System.exit(0);
                    } catch (Exception | Error failure) {
                        failure.printStackTrace(err);
                        System.exit(1);
                    }
                },
                "pictures");
        thread.setDaemon(true);
        thread.start();
    }

    private void takeOrShow() throws IOException {
        try {
            take();
        } catch (RuntimeException e) {
            windows.screen(picture("failed"));
            throw e;
        }
    }

    private void take() throws IOException {
        Frame frame = windows.awaitValue(
                "the window",
                () -> Frame.getFrames().length > 0 && Frame.getFrames()[0].isShowing() ? Frame.getFrames()[0] : null);
        windows.resize(frame, WINDOW);
        // A local connection knows no TLS, which JConsole tries first.
        windows.click(windows.await(
                "the button for the local connection", JButton.class, b -> "Insecure connection".equals(b.getText())));
        JTabbedPane tabs = windows.await(
                "the tabs",
                JTabbedPane.class,
                t -> t.indexOfTab("MBeans") >= 0 && t.isEnabledAt(t.indexOfTab("MBeans")));
        windows.settle();
        windows.inSwing(() -> {
            tabs.setSelectedIndex(tabs.indexOfTab("MBeans"));
            return tabs;
        });
        JTree tree = windows.await("the tree of MBeans", JTree.class);
        JSplitPane split = (JSplitPane) SwingUtilities.getAncestorOfClass(JSplitPane.class, tree);
        windows.inSwing(() -> {
            split.setDividerLocation(TREE_WIDTH);
            return split;
        });

        windows.select(tree, KEEPALIVE, "Attributes");
        windows.picture(frame, picture("keepalive"));
        windows.select(tree, KEEPALIVE);
        windows.picture(frame, picture("mbean"));
        windows.select(tree, KEEPALIVE, "Attributes", "DeadAfterMillis");
        windows.picture(frame, picture("attribute"));
        windows.collapse(tree, KEEPALIVE, "Attributes");
        windows.select(tree, KEEPALIVE, "Operations", "acknowledge");
        windows.picture(frame, picture("operation"));
        windows.select(tree, KEEPALIVE, "Notifications*");
        windows.picture(frame, picture("notifications-0"));
        windows.click(windows.await("Subscribe", JButton.class, b -> "Subscribe".equals(b.getText())));

        order("stall worker-1 25s");
        windows.select(tree, WORKER, "Attributes");
        JButton refresh = windows.await("Refresh", JButton.class, b -> "Refresh".equals(b.getText()));
        JTable values = windows.await("the attributes", JTable.class, t -> t.getRowCount() > 20);
        // It shows what was there when it was opened, until one asks for more.
        windows.awaitValue("worker-1 DEAD", () -> {
            refresh.doClick();
            return shows(values, "DEAD") && shows(values, "SPINNING") ? values : null;
        });
        windows.picture(frame, picture("thread"));
        windows.select(tree, WORKER, "Attributes", "LastHeartbeatAgeMillis");
        windows.picture(frame, picture("thread-attribute"));
        windows.select(tree, KEEPALIVE, "Attributes");
        JTable whole = windows.await("the attributes", JTable.class, t -> t.getRowCount() > 15);
        windows.click(whole, windows.row(whole, "Threads"), 1, 2);
        windows.settle();
        windows.picture(frame, picture("threads"));
        windows.collapse(tree, KEEPALIVE, "Attributes");
        windows.select(tree, KEEPALIVE, "Operations");
        windows.click(windows.await("healthReport", JButton.class, b -> "healthReport".equals(b.getText())));
        JOptionPane answer = windows.await("the health table", JOptionPane.class);
        windows.picture(SwingUtilities.getWindowAncestor(answer), picture("report"));
        windows.click(windows.await("OK", JButton.class, b -> "OK".equals(b.getText())));
        windows.select(tree, KEEPALIVE, "Notifications*");
        windows.picture(frame, picture("notifications"));
    }

    private static boolean shows(JTable table, String value) {
        for (int row = 0; row < table.getRowCount(); row++) {
            if (value.equals(String.valueOf(table.getValueAt(row, 1)))) {
                return true;
            }
        }
        return false;
    }

    private void order(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            String reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (reply == null || !reply.startsWith("ok:")) {
                throw new IOException("'" + line + "' was answered with '" + reply + "'");
            }
        }
    }

    private Path picture(String name) {
        return folder.resolve("jconsole-" + name + ".png");
    }
}
