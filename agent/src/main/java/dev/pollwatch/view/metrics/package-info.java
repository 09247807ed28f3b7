/**
 * The metrics: every row as Micrometer meters, in a Prometheus registry of our own, rendered as text on demand, and where the user wants it
 * in the host's own Micrometer. May touch Micrometer and the Prometheus text writers; of a host's Micrometer only {@link MicrometerSink}
 * knows a type, and never by way of the agent's own loader. No logging but the logger handed in.
 */
@NullMarked
package dev.pollwatch.view.metrics;

import org.jspecify.annotations.NullMarked;
