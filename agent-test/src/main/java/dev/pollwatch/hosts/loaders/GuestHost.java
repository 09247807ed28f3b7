package dev.pollwatch.hosts.loaders;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has a container take guests in and let them go, as told on standard input, a command a line; says {@code done <n>} after the n-th. Ends
 * with its input, and on the first command that fails.
 *
 * <pre>
 * admit ID THREAD     a guest, with a thread of that name; a new one in place of an earlier one of that ID
 * tell ID ORDER       an order to the guest
 * ask ID QUERY        asks it something, and prints the answer
 * dismiss ID          the container lets it go
 * collected ID        waits until its class loader has been collected
 * collected ID before waits until that of the guest before it has been collected
 * </pre>
 */
public final class GuestHost {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Place place;
    private final Map<String, Place.Stay> stays = new ConcurrentHashMap<>();
    private final Map<String, WeakReference<ClassLoader>> loaders = new ConcurrentHashMap<>();

    private GuestHost(Place place) {
        this.place = place;
    }

    /**
     * Runs until the input ends.
     *
     * @param args what kind of container: osgi, jboss, tomcat, layers, odd; and a folder to work in
     * @throws Exception when a command fails
     */
    public static void main(String[] args) throws Exception {
        GuestHost host = new GuestHost(place(args[0], new GuestFiles(Path.of(args[1]))));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        int done = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            host.obey(line.split(" ", 3));
            done++;
            System.out.println("done " + done);
        }
        System.exit(0);
    }

    private static Place place(String kind, GuestFiles files) throws Exception {
        return switch (kind) {
            case "osgi" -> new OsgiFramework(files);
            case "jboss" -> new JBossModules(files);
            case "tomcat" -> new WebContainer(files);
            case "layers" -> new ModuleLayers(files);
            case "odd" -> new OddLoaders(files);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private void obey(String[] words) throws Exception {
        String id = words[1];
        switch (words[0]) {
            case "admit" -> admit(id, words[2]);
            case "tell" -> stays.get(id).orders().accept(words[2]);
            case "ask" -> System.out.println(place.ask(id, words[2]));
            case "dismiss" -> {
                stays.remove(id);
                place.dismiss(id);
            }
            case "collected" -> awaitCollection(id + (words.length > 2 ? " " + words[2] : ""));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void admit(String id, String thread) throws Exception {
        WeakReference<ClassLoader> before = loaders.remove(id);
        if (before != null) {
            loaders.put(id + " before", before);
        }
        Place.Stay stay = place.admit(id, thread);
        ClassLoader loader = stay.orders().getClass().getClassLoader();
        if (loader != stay.loader() || loader == GuestHost.class.getClassLoader()) {
            throw new IllegalStateException("the guest came from " + loader);
        }
        stays.put(id, stay);
        loaders.put(id, new WeakReference<>(loader));
    }

    private void awaitCollection(String id) throws InterruptedException {
        long start = System.nanoTime();
        while (loaders.get(id).get() != null) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the class loader of " + id + " is kept");
            }
            System.gc();
            Thread.sleep(100);
        }
    }
}
