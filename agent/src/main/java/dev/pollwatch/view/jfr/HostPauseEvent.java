package dev.pollwatch.view.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A host pause, when it is over. */
@Name("dev.pollwatch.HostPause")
@Label("Host Pause")
@Category("Pollwatch")
@Description(
        "A time in which the dispatcher could not run, and so perhaps nobody could: GC, safepoint, SIGSTOP, overload."
                + " Written when it is over; held against no thread")
@StackTrace(false)
@Registered(false)
final class HostPauseEvent extends Event {

    @Label("Pause Duration")
    @Timespan(Timespan.NANOSECONDS)
    long pauseDuration;
}
