package dev.pollwatch.hosts;

import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/** An MBeanServer builder such as application servers bring. */
public final class OwnMBeanServerBuilder extends MBeanServerBuilder {

    private static final AtomicInteger BUILT = new AtomicInteger();

    /** Made by the JDK. */
    public OwnMBeanServerBuilder() {}

    @Override
    public MBeanServer newMBeanServer(String defaultDomain, MBeanServer outer, MBeanServerDelegate delegate) {
        BUILT.incrementAndGet();
        return super.newMBeanServer(defaultDomain, outer, delegate);
    }

    static int built() {
        return BUILT.get();
    }
}
