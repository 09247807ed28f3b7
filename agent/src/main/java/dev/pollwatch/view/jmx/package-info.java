/**
 * The MBeans: one on the whole and one per row, with notifications of state changes. May touch {@code javax.management}; nothing
 * here does before {@link dev.pollwatch.view.jmx.JmxView#register} is called, since the first use of it fixes choices that belong
 * to the host. What crosses the connector are JDK types only, so that a client needs no class of ours.
 */
@NullMarked
package dev.pollwatch.view.jmx;

import org.jspecify.annotations.NullMarked;
