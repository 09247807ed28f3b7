package dev.pollwatch.view.metrics;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes meters into one Micrometer, be it the agent's or a host's. Types of the JDK only, since on the far side of it {@code io.micrometer}
 * may be another library than on this one.
 */
public interface MeterSink {

    /**
     * Registers a gauge.
     *
     * @param owner what it belongs to
     * @param name its name, as Micrometer writes names
     * @param description what it shows
     * @param unit its base unit, {@code null} for none
     * @param tags keys and values by turns
     * @param value is asked at each reading, on the reader's thread
     */
    void gauge(
            Object owner, String name, String description, @Nullable String unit, String[] tags, DoubleSupplier value);

    /**
     * Registers a counter.
     *
     * @param owner what it belongs to
     * @param name its name, as Micrometer writes names
     * @param description what it shows
     * @param unit its base unit, {@code null} for none
     * @param tags keys and values by turns
     * @param value the count so far; is asked at each reading, on the reader's thread
     */
    void counter(
            Object owner, String name, String description, @Nullable String unit, String[] tags, DoubleSupplier value);

    /**
     * Takes out all meters of an owner.
     *
     * @param owner the owner
     */
    void remove(Object owner);
}
