package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.StateChange;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.StandardEmitterMBean;

/** An MXBean that tells consoles what its attributes and operations are, and announces state changes. */
final class WordedMBean extends StandardEmitterMBean {

    private final BeanKind<?> kind;
    private final AtomicLong announced = new AtomicLong();

    <T> WordedMBean(T bean, BeanKind<T> kind) {
        super(bean, kind.type(), true, new NotificationBroadcasterSupport(StateNotifications.info()));
        this.kind = kind;
    }

    void announce(StateChange change, ObjectName name) {
        sendNotification(StateNotifications.of(change, name, announced.incrementAndGet()));
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return kind.info(super::getMBeanInfo);
    }
}
