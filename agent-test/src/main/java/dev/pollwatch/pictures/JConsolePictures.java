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
import java.util.stream.Stream;
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
    private static final int TREE_WIDTH = 290;

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
                "JConsole's window",
                () -> Stream.of(Frame.getFrames())
                        .filter(Frame::isShowing)
                        .findFirst()
                        .orElse(null));
        windows.resize(frame, WINDOW);
        // It tries TLS first, which a connection within the machine has not.
        windows.clickAway(button("Insecure connection"));
        JTabbedPane tabs = windows.await("the tab MBeans", JTabbedPane.class, t -> t.indexOfTab("MBeans") >= 0);
        windows.settle();
        windows.inSwing(() -> {
            tabs.setSelectedIndex(tabs.indexOfTab("MBeans"));
            return tabs;
        });
        JTree tree = windows.await("the tree of MBeans", JTree.class, any -> true);
        windows.inSwing(() -> {
            JSplitPane split = (JSplitPane) SwingUtilities.getAncestorOfClass(JSplitPane.class, tree);
            split.setDividerLocation(TREE_WIDTH);
            return split;
        });

        windows.select(tree, KEEPALIVE, "Notifications*");
        windows.click(button("Subscribe"));
        describe(frame, tree);
        control("stall worker-1 40s");
        aDeadWorker(frame, tree);
        theWhole(frame, tree);
        notifications(frame, tree);
    }

    private void describe(Frame frame, JTree tree) {
        windows.select(tree, KEEPALIVE, "Attributes", "DeadAfterMillis");
        windows.picture(frame, picture("attribute"));
        windows.collapse(tree, KEEPALIVE, "Attributes");
        windows.select(tree, KEEPALIVE, "Operations", "acknowledge");
        windows.picture(frame, picture("operation"));
        windows.collapse(tree, KEEPALIVE, "Operations");
    }

    private void aDeadWorker(Frame frame, JTree tree) {
        windows.select(tree, WORKER, "Attributes");
        JButton refresh = button("Refresh");
        JTable values = windows.await("the attributes", JTable.class, t -> t.getRowCount() > 20);
        // JConsole shows what was there when the attributes were opened, until one asks again.
        windows.awaitValue("worker-1 DEAD", () -> {
            refresh.doClick();
            return shows(values, "DEAD") && shows(values, "SPINNING") ? values : null;
        });
        windows.picture(frame, picture("thread"));
        windows.collapse(tree, WORKER, "Attributes");
    }

    private void theWhole(Frame frame, JTree tree) {
        windows.select(tree, KEEPALIVE, "Attributes");
        JTable values = windows.await("the attributes", JTable.class, t -> t.getRowCount() > 15);
        windows.click(values, windows.row(values, 0, "Threads"), 1, 2);
        windows.picture(frame, picture("keepalive"));
        windows.collapse(tree, KEEPALIVE, "Attributes");
        windows.select(tree, KEEPALIVE, "Operations");
        windows.click(button("healthReport"));
        JOptionPane answer = windows.await("the health table", JOptionPane.class, any -> true);
        windows.picture(SwingUtilities.getWindowAncestor(answer), picture("report"));
        windows.click(button("OK"));
        windows.collapse(tree, KEEPALIVE, "Operations");
    }

    private void notifications(Frame frame, JTree tree) {
        windows.select(tree, KEEPALIVE, "Notifications*");
        JTable buffer = windows.await("the notifications", JTable.class, t -> t.getRowCount() > 0);
        windows.inSwing(() -> {
            buffer.getColumn("Message").setPreferredWidth(340);
            buffer.getColumn("UserData").setPreferredWidth(380);
            return buffer;
        });
        windows.settle();
        int dead = windows.row(buffer, 1, "dev.pollwatch.state.DEAD");
        windows.click(buffer, dead, 2, 2);
        windows.picture(frame, picture("notifications"));
    }

    private JButton button(String text) {
        return windows.await("the button " + text, JButton.class, button -> text.equals(button.getText()));
    }

    private static boolean shows(JTable table, String value) {
        for (int row = 0; row < table.getRowCount(); row++) {
            if (value.equals(String.valueOf(table.getValueAt(row, 1)))) {
                return true;
            }
        }
        return false;
    }

    private void control(String line) throws IOException {
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
