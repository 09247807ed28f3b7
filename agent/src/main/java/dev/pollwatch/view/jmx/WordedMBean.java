package dev.pollwatch.view.jmx;

import javax.management.MBeanInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.StandardEmitterMBean;

/** An MXBean that tells consoles what its attributes and operations are. */
final class WordedMBean extends StandardEmitterMBean {

    private final BeanKind<?> kind;

    <T> WordedMBean(T bean, BeanKind<T> kind) {
        super(bean, kind.type(), true, new NotificationBroadcasterSupport(StateNotifications.info()));
        this.kind = kind;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return kind.info(super::getMBeanInfo);
    }
}
