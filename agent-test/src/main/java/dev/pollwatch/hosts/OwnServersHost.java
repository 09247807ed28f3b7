package dev.pollwatch.hosts;

import java.lang.management.ManagementFactory;
import java.util.logging.LogManager;

/**
 * Chooses its MBeanServer builder and its LogManager at the start of {@code main}, as application servers do, and says which it got.
 * Has a poll loop too, before it makes either.
 */
public final class OwnServersHost {

    private static final int ITERATIONS = 300;

    private OwnServersHost() {}

    /**
     * Runs and ends.
     *
     * @param args none
     * @throws InterruptedException when somebody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        System.setProperty("javax.management.builder.initial", OwnMBeanServerBuilder.class.getName());
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        Orders orders = new Orders(Order.GO);
        Thread thread = new Thread(() -> poll(orders), "own-rx");
        thread.start();
        thread.join();
        ManagementFactory.getPlatformMBeanServer();
        System.out.println("MBean servers built by the host's builder: " + OwnMBeanServerBuilder.built());
        System.out.println(
                "LogManager: " + LogManager.getLogManager().getClass().getName());
    }

    private static void poll(Orders orders) {
        for (int i = 0; i < ITERATIONS; i++) {
            if (orders.toldToReturn()) {
                return;
            }
        }
    }
}
