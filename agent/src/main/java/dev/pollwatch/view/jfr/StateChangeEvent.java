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

/** Each change of state. */
@Name("dev.pollwatch.StateChange")
@Label("Poll Thread State Change")
@Category("Pollwatch")
@Description(
        "A poll thread changed its state. Written when the change is announced, which for DEAD is when its diagnosis is there")
@StackTrace(false)
@Registered(false)
final class StateChangeEvent extends Event {

    @Label("Poll Thread")
    @Description("The name under which the thread entered the loop")
    @Nullable
    String pollThread;

    @Label("Poll Loop")
    @Description("Class and method of the loop")
    @Nullable
    String loop;

    @Label("From")
    @Description("The old state")
    @Nullable
    String from;

    @Label("To")
    @Description("The new state: ALIVE, SLEEP, UNUSED or DEAD")
    @Nullable
    String to;

    @Label("Time in Old State")
    @Timespan(Timespan.NANOSECONDS)
    long timeInOld;

    @Label("Change Time")
    @Description("When the dispatcher saw the change")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long changeTime;

    @Label("OS Thread Id")
    @Description("-1 when unknown, and for virtual threads")
    long tid;

    @Label("Java Thread Id")
    @Description("-1 when unknown")
    long javaThreadId;

    @Label("Incarnation")
    @Description("The how-manieth thread of that name it is that runs the loop, from 1")
    long incarnation;

    @Label("Diagnosis")
    @Description("For DEAD: why, in a word; empty where nothing was found in time")
    @Nullable
    String diagnosis;

    @Label("Diagnosis Detail")
    @Description("For DEAD: why, in a sentence. For SLEEP it may say where the thread is idle")
    @Nullable
    String diagnosisDetail;
}
