package dev.pollwatch.view.jmx;

import static dev.pollwatch.view.jmx.Feature.EPOCH_MILLISECONDS;
import static dev.pollwatch.view.jmx.Feature.MILLISECONDS;
import static javax.management.MBeanOperationInfo.ACTION;
import static javax.management.MBeanOperationInfo.INFO;

import java.util.List;

/** What consoles say of {@link KeepaliveMXBean}. */
final class KeepaliveWording {

    private static final String ROWS = "rows";

    private static final Feature ROW =
            Feature.of("row", "<thread name>|<class#method>, such as worker-1|com.acme.Worker#run, without quotes.");

    static final Wording WORDING = new Wording(
            "Pollwatch as a whole: how many poll threads go round, and by what they are judged. Nothing"
                    + " here can stop a thread, write a file or run code.",
            List.of(
                    new Feature(
                            "DeadCount",
                            ROWS,
                            "Poll threads that should go round and do not. Each has its reason in Diagnosis."),
                    new Feature("AliveCount", ROWS, "Poll threads that go round."),
                    new Feature("SleepCount", ROWS, "Poll threads that rightly block, such as in select or park."),
                    new Feature("UnusedCount", ROWS, "Rows whose thread is in no poll loop now."),
                    new Feature("ThreadCount", ROWS, "All rows: one for each thread name and poll loop."),
                    Feature.of(
                            "Threads",
                            "All rows, the DEAD ones first, then by thread name and loop. Each has the attributes of its own"
                                    + " MBean."),
                    Feature.of("Paused", "Whether the states are frozen: after pause(), until resume()."),
                    new Feature(
                            "IntervalMillis",
                            MILLISECONDS,
                            "The keepalive interval: a healthy poll thread beats at least once in it. Writable, 10 to"
                                    + " 3600000."),
                    new Feature(
                            "DeadAfterMillis",
                            MILLISECONDS,
                            "A thread without a beat for this long is DEAD, unless it sleeps. Writable, 1 to 86400000; it"
                                    + " is twice the interval, also when that changes, until it is set."),
                    new Feature(
                            "LastCheckAgeMillis",
                            MILLISECONDS,
                            "Time since Pollwatch last looked at all heartbeats. Where it is more than a few intervals,"
                                    + " the states shown are old."),
                    new Feature(
                            "HostPauseCount",
                            "pauses",
                            "Times in which Pollwatch itself could not run: garbage collection, overload, SIGSTOP. They"
                                    + " are held against no thread."),
                    new Feature("HostPauseMillis", MILLISECONDS, "The length of all host pauses together."),
                    new Feature(
                            "OverflowCount",
                            "threads",
                            "How many times a thread in a poll loop got no row. There are max-threads rows at most."),
                    new Feature(
                            "WovenLoops",
                            "methods",
                            "Poll loops found in the classes loaded so far. They are methods, each counted once."),
                    Feature.of(
                            "UnmatchedRules",
                            "Rules that no loaded class has answered to: not loaded yet, or a typing error."),
                    Feature.of(
                            "Rules",
                            "All rules, each with the methods woven for it, and those left alone with the reason."),
                    Feature.of(
                            "HttpAddress",
                            "Where the status page, /health, /threads and /metrics are. Empty where there are none."),
                    new Feature("StartTime", EPOCH_MILLISECONDS, "When Pollwatch started in this JVM."),
                    Feature.of("Version", "Pollwatch's version."),
                    Feature.of("Enabled", "Always true: where Pollwatch is not at work, there is no such MBean.")),
            List.of(
                    Operation.of(
                            INFO,
                            "healthReport",
                            "A table of all rows and the stacks of the DEAD ones, as text. Copy it into an editor with a"
                                    + " font of fixed width, where the columns line up."),
                    Operation.of(
                            INFO,
                            "threadStack",
                            "The present stack of a row's thread, or a sentence that says why none can be taken.",
                            ROW),
                    Operation.of(
                            ACTION,
                            "acknowledge",
                            "Takes note of a row that is DEAD because its loop was left: it becomes UNUSED. /health no"
                                    + " longer counts it then. Refused for any other row.",
                            ROW),
                    Operation.of(
                            ACTION,
                            "pause",
                            "Freezes all states until resume(): nothing turns DEAD, /health says PAUSED with 200. The"
                                    + " threads themselves run on."),
                    Operation.of(ACTION, "resume", "Ends a pause. No thread is blamed for the time of it.")));

    private KeepaliveWording() {}
}
