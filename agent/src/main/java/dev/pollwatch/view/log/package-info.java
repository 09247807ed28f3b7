/** Pollwatch's own log, through SLF4J and a Logback that is set up in code: the host's logging settings do not reach it. Reads state changes only. */
@NullMarked
package dev.pollwatch.view.log;

import org.jspecify.annotations.NullMarked;
