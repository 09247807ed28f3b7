package dev.pollwatch.view.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** A stall: once when the thread is called DEAD, and once more when that is over. */
@Name("dev.pollwatch.Stall")
@Label("Poll Thread Stall")
@Category("Pollwatch")
@Description(
        "A poll thread stopped going round. Written when it is called DEAD and diagnosed, and again when the stall is over")
@StackTrace(false)
@Registered(false)
final class StallEvent extends Event {

    @Label("Poll Thread")
    @Description("The name under which the thread entered the loop")
    @Nullable
    String pollThread;

    @Label("Poll Loop")
    @Description("Class and method of the loop")
    @Nullable
    String loop;

    @Label("Last Beat")
    @Description("When the last beat before the stall was seen; not available where there never was one")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long lastBeat;

    @Label("Stall Duration")
    @Description(
            "From the last progress to the end of the stall, or as long as it had lasted when the thread was called DEAD")
    @Timespan(Timespan.NANOSECONDS)
    long stallDuration;

    @Label("Over")
    @Description("Whether the stall has ended")
    boolean over;

    @Label("Diagnosis")
    @Description("Why, in a word, such as BLOCKED or SPINNING; empty where nothing was found in time")
    @Nullable
    String diagnosis;

    @Label("Diagnosis Detail")
    @Description("Why, in a sentence")
    @Nullable
    String diagnosisDetail;

    @Label("Evidence")
    @Description("What kernel and JVM said of the thread when it was looked at")
    @Nullable
    String evidence;

    @Label("OS Thread Id")
    @Description("-1 when unknown, and for virtual threads")
    long tid;

    @Label("Java Thread Id")
    @Description("-1 when unknown")
    long javaThreadId;

    /** Last, since it has many lines. */
    @Label("Poll Thread Stack")
    @Description("The poll thread's stack during the stall, a frame per line; empty where none was taken")
    @Nullable
    String stack;
}
