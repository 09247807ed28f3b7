package dev.pollwatch.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;

/**
 * A host under traffic, to attach to: echoes UDP packets. Says on standard output {@code port <n>} and then {@code ready}, and takes
 * commands as a {@link LoopHost} does, until its input ends:
 *
 * <pre>
 * stall    the echo hangs at its next packet
 * go       it goes on
 * load     from now on classes are loaded all the time, each time by a new loader, and their loops are run
 * </pre>
 */
public final class EchoHost {

    private EchoHost() {}

    /**
     * Runs until the input ends.
     *
     * @param args none
     * @throws IOException when there is no socket
     */
    public static void main(String[] args) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            EchoLoops loops = new EchoLoops(socket);
            start("echo-0", loops::serve);
            start("round-0", EchoHost::roundAndRound);
            System.out.println("port " + socket.getLocalPort());
            System.out.println("ready");
            obey(loops);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void obey(EchoLoops loops) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int done = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "stall" -> loops.stall(true);
                case "go" -> loops.stall(false);
                case "load" -> start("loader-0", EchoHost::loadAndLoad);
                default -> throw new IllegalArgumentException(line);
            }
            done++;
            System.out.println("done " + done);
        }
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void roundAndRound() {
        while (!Thread.currentThread().isInterrupted()) {
            EchoLoops.round();
        }
    }

    /** Without a parent that has these classes, so that each loader has its own. */
    private static void loadAndLoad() throws Exception {
        URL[] here = {EchoHost.class.getProtectionDomain().getCodeSource().getLocation()};
        while (!Thread.currentThread().isInterrupted()) {
            try (URLClassLoader loader = new URLClassLoader(here, ClassLoader.getPlatformClassLoader())) {
                Method round = loader.loadClass(EchoLoops.class.getName()).getMethod("round");
                round.invoke(null);
            }
        }
    }
}
