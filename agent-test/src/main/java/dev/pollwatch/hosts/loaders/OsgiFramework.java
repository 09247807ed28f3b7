package dev.pollwatch.hosts.loaders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The OSGi framework of the class path, whichever that is, with nothing configured but where it may write. */
final class OsgiFramework implements Place {

    private final GuestFiles files;
    private final Framework framework;
    private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();

    OsgiFramework(GuestFiles files) throws IOException, BundleException {
        this.files = files;
        Path storage = files.newFolder("bundles");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    /** Installs the guest's bundle; or updates it, where it is installed already. */
    @Override
    public Stay admit(String id, String thread) throws Exception {
        try (InputStream in = Files.newInputStream(files.bundle(id, thread))) {
            Bundle bundle = bundles.get(id);
            if (bundle == null) {
                bundle = framework.getBundleContext().installBundle(id, in);
                bundles.put(id, bundle);
            } else {
                bundle.stop();
                bundle.update(in);
                refresh(bundle);
            }
            bundle.start();
            return new Stay(bundle.adapt(BundleWiring.class).getClassLoader(), orders(bundle));
        }
    }

    @Override
    public void dismiss(String id) throws Exception {
        Bundle bundle = bundles.remove(id);
        bundle.stop();
        bundle.uninstall();
        refresh(bundle);
    }

    @SuppressWarnings("unchecked")
    private Consumer<String> orders(Bundle bundle) {
        BundleContext context = framework.getBundleContext();
        ServiceReference<?> reference = bundle.getRegisteredServices()[0];
        Consumer<String> orders = (Consumer<String>) context.getService(reference);
        context.ungetService(reference);
        return orders;
    }

    /** Without it a framework may keep an old class loader for those who use its packages. */
    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(Set.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }
}
