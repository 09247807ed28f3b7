package dev.pollwatch.hosts.micrometer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pollwatch.hosts.LoopHost;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A {@link LoopHost} with applications that use Micrometer. They take orders over HTTP: {@code /APP/ORDER}. The application {@code main} has
 * this program's own loader; {@code /APP/open} makes another with a loader, and so a Micrometer, of its own, as a web application has;
 * {@code /APP/drop} forgets it, and {@code /APP/collected} waits until its loader has been collected.
 */
public final class MicrometerHost {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Map<String, UnaryOperator<String>> apps = new HashMap<>();
    private final Map<String, WeakReference<ClassLoader>> loaders = new HashMap<>();

    private MicrometerHost() {}

    /**
     * Runs until the input ends.
     *
     * @param args none
     * @throws Exception when it cannot listen, or a command fails
     */
    public static void main(String[] args) throws Exception {
        MicrometerHost host = new MicrometerHost();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", host::answer);
        server.start();
        System.out.println("apps at http://127.0.0.1:" + server.getAddress().getPort());
        LoopHost.main(args);
        server.stop(0);
    }

    /** All on one thread. */
    private void answer(HttpExchange exchange) throws IOException {
        String[] words = exchange.getRequestURI().getPath().substring(1).split("/");
        String text;
        int code = 200;
        try {
            text = obey(words[0], words[1]);
        } catch (Exception | LinkageError e) {
            code = 500;
            text = e.toString();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String obey(String app, String order) throws Exception {
        switch (order) {
            case "open" -> {
                ClassLoader loader = loader();
                loaders.put(app, new WeakReference<>(loader));
                apps.put(app, appIn(loader));
                return "done";
            }
            case "drop" -> {
                apps.remove(app);
                return "done";
            }
            case "collected" -> {
                return collected(app);
            }
            default -> {
                if (app.equals("main") && !apps.containsKey(app)) {
                    apps.put(app, appIn(MicrometerHost.class.getClassLoader()));
                }
                return apps.get(app).apply(order);
            }
        }
    }

    /** Everything on the class path once more. */
    private static ClassLoader loader() throws IOException {
        String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
        URL[] urls = new URL[path.length];
        for (int i = 0; i < path.length; i++) {
            urls[i] = Path.of(path[i]).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> appIn(ClassLoader loader) throws ReflectiveOperationException {
        return (UnaryOperator<String>) loader.loadClass("dev.pollwatch.hosts.micrometer.MicrometerApp")
                .getConstructor()
                .newInstance();
    }

    private String collected(String app) throws InterruptedException {
        long start = System.nanoTime();
        while (loaders.get(app).get() != null) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                return "kept";
            }
            System.gc();
            Thread.sleep(100);
        }
        return "collected";
    }
}
