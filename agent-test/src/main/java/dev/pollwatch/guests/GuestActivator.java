package dev.pollwatch.guests;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.Consumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Runs a guest while its bundle is started, on a thread named as the bundle's manifest says. */
public final class GuestActivator implements BundleActivator {

    private Guest guest;
    private Thread thread;

    /** Made by the framework. */
    public GuestActivator() {}

    @Override
    public void start(BundleContext context) {
        guest = new Guest();
        thread = guest.start(context.getBundle().getHeaders().get("Guest-Thread"));
        Dictionary<String, String> none = new Hashtable<>();
        context.registerService(Consumer.class.getName(), guest, none);
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        guest.accept("return");
        thread.join();
    }
}
