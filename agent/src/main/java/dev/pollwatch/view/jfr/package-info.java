/**
 * Events for JDK Flight Recorder. Reads state changes only. The one room that needs the module {@code jdk.jfr}; nothing of the recorder is
 * started up before somebody else has.
 */
@NullMarked
package dev.pollwatch.view.jfr;

import org.jspecify.annotations.NullMarked;
