/**
 * The weaver: reads rules, finds the poll loops that they name in the classes being loaded, and writes the heartbeat into
 * them. It may touch the public types of {@code keepalive}, Byte Buddy and ASM; it knows no view and no option source, takes
 * its logger from its caller, and never loads a class of the host.
 */
@NullMarked
package dev.pollwatch.weave;

import org.jspecify.annotations.NullMarked;
