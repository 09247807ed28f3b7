package dev.pollwatch.pictures;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JTable;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import javax.swing.tree.TreeModel;
import javax.swing.tree.TreePath;

/** The windows of this JVM, looked at and clicked on as a person would, but found by what they are and not by where. */
final class SwingWindows {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Robot robot;

    SwingWindows() throws AWTException {
        robot = new Robot();
        robot.setAutoDelay(40);
    }

    /** The first component of a type that is shown and answers to the description; waits until there is one. */
    <T extends Component> T await(String what, Class<T> type, Predicate<T> description) {
        return awaitValue(what, () -> {
            for (Window window : Window.getWindows()) {
                T found = window.isShowing() ? find(window, type, description) : null;
                if (found != null) {
                    return found;
                }
            }
            return null;
        });
    }

    <T extends Component> T await(String what, Class<T> type) {
        return await(what, type, any -> true);
    }

    /** Repeats a look in Swing's own thread until it gives something. */
    <T> T awaitValue(String what, Supplier<T> look) {
        long start = System.nanoTime();
        while (true) {
            T value = inSwing(look);
            if (value != null) {
                return value;
            }
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("Not seen within a minute: " + what);
            }
            robot.delay(100);
        }
    }

    /** Opens a path in a tree and selects its end; each part is the text of a node, or the beginning of it where it ends in {@code *}. */
    void select(JTree tree, String[] parent, String... children) {
        String[] labels = Stream.of(parent, children).flatMap(Arrays::stream).toArray(String[]::new);
        for (int depth = 1; depth <= labels.length; depth++) {
            String[] part = Arrays.copyOf(labels, depth);
            TreePath path = awaitValue("the node " + String.join(" / ", part), () -> path(tree, part));
            boolean last = depth == labels.length;
            // Selected on the way only where need be, and not in a hurry: what is under an MBean is looked up when
            // somebody opens it,
            // and JConsole fails when it is asked for the next thing meanwhile.
            boolean known = last || inSwing(() -> path(tree, Arrays.copyOf(labels, part.length + 1))) != null;
            inSwing(() -> {
                tree.expandPath(path);
                if (last || !known) {
                    tree.setSelectionPath(path);
                    Rectangle node = tree.getPathBounds(path);
                    tree.scrollRectToVisible(new Rectangle(0, node.y, 1, node.height));
                }
                return path;
            });
            if (last || !known) {
                settle();
            }
        }
    }

    /** Closes a node, so that there is room for others. */
    void collapse(JTree tree, String[] parent, String child) {
        String[] labels =
                Stream.of(parent, new String[] {child}).flatMap(Arrays::stream).toArray(String[]::new);
        inSwing(() -> {
            tree.collapsePath(path(tree, labels));
            return tree;
        });
    }

    /** The row of a table in which a column holds the text, once there is one. */
    int row(JTable table, int column, String text) {
        return awaitValue("the row " + text, () -> {
            for (int row = 0; row < table.getRowCount(); row++) {
                if (text.equals(String.valueOf(table.getValueAt(row, column)))) {
                    return row;
                }
            }
            return null;
        });
    }

    void click(JTable table, int row, int column, int times) {
        Point middle = inSwing(() -> {
            Rectangle cell = table.getCellRect(row, column, true);
            table.scrollRectToVisible(cell);
            return new Point(cell.x + Math.min(cell.width / 2, 60), cell.y + Math.min(cell.height / 2, 10));
        });
        click(table, middle, times);
    }

    void click(AbstractButton button) {
        click(button, new Point(button.getWidth() / 2, button.getHeight() / 2), 1);
    }

    /** Clicks on a button that goes away when it has taken a click; on a slow machine it may stand elsewhere by the time the click comes. */
    void clickAway(AbstractButton button) {
        awaitValue("that the button goes away: " + button.getText(), () -> {
            if (button.isShowing()) {
                button.doClick();
            }
            return button.isShowing() ? null : button;
        });
        settle();
    }

    void click(Component component, Point where, int times) {
        Point corner = restingPlace(component);
        robot.mouseMove(corner.x + where.x, corner.y + where.y);
        for (int i = 0; i < times; i++) {
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        }
        settle();
    }

    /** Where a component stands when it has come to rest: JConsole lets its questions slide in. */
    private Point restingPlace(Component component) {
        Point before;
        Point now = inSwing(component::getLocationOnScreen);
        do {
            before = now;
            robot.delay(300);
            now = inSwing(component::getLocationOnScreen);
        } while (!now.equals(before));
        return now;
    }

    void resize(Window window, Dimension size) {
        inSwing(() -> {
            window.setBounds(0, 0, size.width, size.height);
            window.validate();
            return window;
        });
        settle();
    }

    /** Takes a picture of what the screen shows where a component is. */
    void picture(Component component, Path file) {
        // Nothing is to be pointed at in it.
        robot.mouseMove(0, Toolkit.getDefaultToolkit().getScreenSize().height - 1);
        settle();
        picture(new Rectangle(inSwing(component::getLocationOnScreen), inSwing(component::getSize)), file);
    }

    /** Takes a picture of the whole screen. */
    void screen(Path file) {
        picture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()), file);
    }

    private void picture(Rectangle part, Path file) {
        try {
            if (!ImageIO.write(robot.createScreenCapture(part), "png", file.toFile())) {
                throw new IllegalStateException("This JDK writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until what was asked for is drawn: JConsole reads each thing from the host in a thread of its own. */
    void settle() {
        robot.delay(600);
        robot.waitForIdle();
    }

    <T> T inSwing(Supplier<T> look) {
        AtomicReference<T> seen = new AtomicReference<>();
        try {
            SwingUtilities.invokeAndWait(() -> seen.set(look.get()));
        } catch (InterruptedException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
        return seen.get();
    }

    private static TreePath path(JTree tree, String... labels) {
        TreeModel model = tree.getModel();
        List<Object> nodes = new ArrayList<>(List.of(model.getRoot()));
        for (String label : labels) {
            Object parent = nodes.get(nodes.size() - 1);
            Object child = null;
            for (int i = 0; i < model.getChildCount(parent) && child == null; i++) {
                String text = String.valueOf(model.getChild(parent, i)).replaceAll("<[^>]+>", "");
                boolean begins = label.endsWith("*") && text.startsWith(label.substring(0, label.length() - 1));
                child = begins || text.equals(label) ? model.getChild(parent, i) : null;
            }
            if (child == null) {
                return null;
            }
            nodes.add(child);
        }
        return new TreePath(nodes.toArray());
    }

    private static <T extends Component> T find(Container in, Class<T> type, Predicate<T> description) {
        for (Component component : in.getComponents()) {
            if (type.isInstance(component) && component.isShowing() && description.test(type.cast(component))) {
                return type.cast(component);
            }
            T found = component instanceof Container inner ? find(inner, type, description) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
