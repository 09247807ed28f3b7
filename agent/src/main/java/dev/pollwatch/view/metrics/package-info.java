/**
 * The metrics: every row as Micrometer meters in a Prometheus registry of our own, rendered as text on demand. May touch
 * Micrometer and the Prometheus text writers; never {@code Metrics.globalRegistry}, and no logging but the logger handed in.
 */
@NullMarked
package dev.pollwatch.view.metrics;

import org.jspecify.annotations.NullMarked;
