/**
 * The core: heartbeat words, rows, states and the dispatcher that tells one from the other. Knows no view, no bytecode and
 * no option source; everything else reads {@link dev.pollwatch.keepalive.Snapshot snapshots} and listens to state changes.
 */
@NullMarked
package dev.pollwatch.keepalive;

import org.jspecify.annotations.NullMarked;
