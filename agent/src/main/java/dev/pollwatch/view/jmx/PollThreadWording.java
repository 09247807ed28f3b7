package dev.pollwatch.view.jmx;

import static dev.pollwatch.view.jmx.Feature.MILLISECONDS;

import java.util.List;

/** What consoles say of {@link PollThreadMXBean}. */
final class PollThreadWording {

    static final Wording WORDING = new Wording(
            "A thread in a loop that polls for work: its state and, when it is DEAD, the reason.",
            List.of(
                    Feature.of(
                            "Name",
                            "The thread's name. Where several of that name run the loop at once, the second ends in \" #2\"."),
                    Feature.of("Loop", "The poll loop, class#method."),
                    Feature.of(
                            "State",
                            "ALIVE: goes round. SLEEP: rightly blocks. UNUSED: runs no loop now. DEAD: should go round"
                                    + " and does not."),
                    new Feature("StateSinceMillis", MILLISECONDS, "How long it has been in this state."),
                    Feature.of(
                            "Diagnosis",
                            "Why it is DEAD, in one word such as BLOCKED or SPINNING. Empty where there is no diagnosis."),
                    Feature.of(
                            "DiagnosisDetail",
                            "Why it is DEAD, in a sentence: the lock and its owner, the call, the exception. While SLEEP:"
                                    + " in which inner loop, or where it is idle, if known."),
                    Feature.of(
                            "StallStack",
                            "The stack that the diagnosis found, a frame per line. Empty where there is none."),
                    new Feature(
                            "LastHeartbeatAgeMillis",
                            MILLISECONDS,
                            "How long the present pass of the loop has lasted. -1 when there was no beat yet, and when"
                                    + " UNUSED."),
                    new Feature(
                            "HeartbeatsPerSecond",
                            "beats per second",
                            "Passes of the loop over the last second or so."),
                    new Feature(
                            "Heartbeats", "beats", "Passes of the loop so far, by all threads that this row has had."),
                    new Feature(
                            "MissedHeartbeats",
                            "keepalive intervals",
                            "Whole keepalive intervals since the last beat; 0 in SLEEP and UNUSED."),
                    new Feature("Stalls", "stalls", "How many times it turned DEAD."),
                    new Feature("LongestStallMillis", MILLISECONDS, "The longest stall, the present one included."),
                    new Feature("StallMillis", MILLISECONDS, "All stalls together, the present one included."),
                    Feature.of(
                            "LastStalls",
                            "The last stalls, the newest first, each with reason and stack. Eight at most; they stay when"
                                    + " it has recovered."),
                    Feature.of(
                            "Incarnation",
                            "Which thread under this name it is, counted from 1. A new thread that takes the loop over"
                                    + " counts one more."),
                    Feature.of(
                            "Tid",
                            "The thread's id in the operating system, as top -H shows it. -1 when unknown, and for a"
                                    + " virtual thread."),
                    Feature.of("JavaThreadId", "The thread's id in Java, as a thread dump shows it."),
                    Feature.of("Core", "The CPU that it last ran on. -1 when unknown."),
                    Feature.of("AllowedCores", "The CPUs that it may run on, such as 0-3,8. Empty when unknown."),
                    Feature.of(
                            "KernelState",
                            "R runs or waits for a CPU, S sleeps, D waits for a device, T is stopped, as the kernel says."
                                    + " Empty when unknown; \"virtual\" for a virtual thread."),
                    new Feature(
                            "CpuPercent",
                            "percent of one CPU",
                            "CPU time used between the two latest looks, a second apart at least. -1 when unknown."),
                    new Feature(
                            "RunQueueWaitMillis",
                            MILLISECONDS,
                            "Time in which it could run and had to wait for a CPU, since it started. -1 when unknown."),
                    new Feature(
                            "VoluntarySwitches",
                            "switches",
                            "How often it gave up the CPU by itself, to wait. -1 when unknown."),
                    new Feature(
                            "InvoluntarySwitches",
                            "switches",
                            "How often the CPU was taken from it for others. -1 when unknown.")),
            List.of());

    private PollThreadWording() {}
}
