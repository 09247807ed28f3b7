package dev.pollwatch.view.jmx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import org.jspecify.annotations.Nullable;

/**
 * A kind of MXBean with what consoles say of it. The JDK finds attributes and operations by reflection, in no certain order, repeats
 * their names as their descriptions and calls parameters {@code p0}; here they get the order and the text of a {@link Wording}.
 *
 * @param <T> the MXBean interface
 */
final class BeanKind<T> {

    static final BeanKind<KeepaliveMXBean> KEEPALIVE = new BeanKind<>(KeepaliveMXBean.class, KeepaliveWording.WORDING);
    static final BeanKind<PollThreadMXBean> POLL_THREAD =
            new BeanKind<>(PollThreadMXBean.class, PollThreadWording.WORDING);

    private final Class<T> type;
    private final Wording wording;
    private volatile @Nullable MBeanInfo info;

    private BeanKind(Class<T> type, Wording wording) {
        this.type = type;
        this.wording = wording;
    }

    Class<T> type() {
        return type;
    }

    /** Made once for all beans of the kind: the server asks each of thousands for it when it is registered. */
    MBeanInfo info(Supplier<MBeanInfo> plain) {
        MBeanInfo made = info;
        if (made == null) {
            made = worded(plain.get());
            info = made;
        }
        return made;
    }

    private MBeanInfo worded(MBeanInfo plain) {
        Map<String, MBeanAttributeInfo> attributes = byName(plain.getAttributes(), MBeanAttributeInfo::getName);
        Map<String, MBeanOperationInfo> operations = byName(plain.getOperations(), MBeanOperationInfo::getName);
        return new MBeanInfo(
                plain.getClassName(),
                wording.text(),
                wording.attributes().stream()
                        .map(feature -> worded(found(attributes, feature), feature))
                        .toArray(MBeanAttributeInfo[]::new),
                plain.getConstructors(),
                wording.operations().stream()
                        .map(operation -> worded(found(operations, operation.feature()), operation))
                        .toArray(MBeanOperationInfo[]::new),
                plain.getNotifications(),
                // A client may keep it, which the JDK does not say of a subclass of its own.
                with(plain.getDescriptor(), "immutableInfo", "true"));
    }

    private static MBeanAttributeInfo worded(MBeanAttributeInfo plain, Feature feature) {
        Descriptor descriptor = descriptor(plain.getDescriptor(), feature);
        if (plain instanceof OpenMBeanAttributeInfo open) {
            return new OpenMBeanAttributeInfoSupport(
                    plain.getName(),
                    feature.text(),
                    open.getOpenType(),
                    plain.isReadable(),
                    plain.isWritable(),
                    plain.isIs(),
                    descriptor);
        }
        return new MBeanAttributeInfo(
                plain.getName(),
                plain.getType(),
                feature.text(),
                plain.isReadable(),
                plain.isWritable(),
                plain.isIs(),
                descriptor);
    }

    private static MBeanOperationInfo worded(MBeanOperationInfo plain, Operation operation) {
        MBeanParameterInfo[] parameters = plain.getSignature();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = worded(parameters[i], operation.parameters().get(i));
        }
        if (plain instanceof OpenMBeanOperationInfo open) {
            return new OpenMBeanOperationInfoSupport(
                    plain.getName(),
                    operation.feature().text(),
                    Arrays.copyOf(parameters, parameters.length, OpenMBeanParameterInfo[].class),
                    open.getReturnOpenType(),
                    operation.impact(),
                    plain.getDescriptor());
        }
        return new MBeanOperationInfo(
                plain.getName(),
                operation.feature().text(),
                parameters,
                plain.getReturnType(),
                operation.impact(),
                plain.getDescriptor());
    }

    private static MBeanParameterInfo worded(MBeanParameterInfo plain, Feature feature) {
        Descriptor descriptor = descriptor(plain.getDescriptor(), feature);
        return plain instanceof OpenMBeanParameterInfo open
                ? new OpenMBeanParameterInfoSupport(feature.name(), feature.text(), open.getOpenType(), descriptor)
                : new MBeanParameterInfo(feature.name(), plain.getType(), feature.text(), descriptor);
    }

    private static Descriptor descriptor(Descriptor plain, Feature feature) {
        return feature.units().isEmpty() ? plain : with(plain, "units", feature.units());
    }

    private static Descriptor with(Descriptor plain, String field, String value) {
        Map<String, Object> fields = new HashMap<>();
        for (String name : plain.getFieldNames()) {
            fields.put(name, plain.getFieldValue(name));
        }
        fields.put(field, value);
        return new ImmutableDescriptor(fields);
    }

    private static <I> Map<String, I> byName(I[] infos, Function<I, String> name) {
        Map<String, I> byName = new HashMap<>();
        for (I info : infos) {
            byName.put(name.apply(info), info);
        }
        return byName;
    }

    private static <I> I found(Map<String, I> infos, Feature feature) {
        I info = infos.get(feature.name());
        if (info == null) {
            throw new IllegalStateException("There is no " + feature.name() + " to describe");
        }
        return info;
    }
}
