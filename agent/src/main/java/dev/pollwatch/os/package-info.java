/** What the operating system says of a thread: its id, core, kernel state and times, from {@code /proc} on Linux. Uses the JDK only. */
@NullMarked
package dev.pollwatch.os;

import org.jspecify.annotations.NullMarked;
