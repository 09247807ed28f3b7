package dev.pollwatch.corpus;

import java.util.List;

/**
 * A workload with everything woven, held against itself without an agent.
 *
 * @param name the workload
 * @param jvm the JDK
 * @param control the run without
 * @param woven the run with
 * @param agentLog what the agent complained of: nothing, if all is well
 */
record WorkloadResult(String name, Jvm jvm, WorkloadRun control, WorkloadRun woven, List<String> agentLog) {

    private static final long LOOKED_LATELY_MILLIS = 5000;

    boolean sameOutput() {
        return control.exit() == 0
                && woven.exit() == 0
                && !control.hash().isEmpty()
                && control.hash().equals(woven.hash());
    }

    /** Whether the agent itself came through: loops woven, the dispatcher at work, nothing gone wrong. */
    boolean isAgentWell() {
        long lastCheck = woven.number("LastCheckAgeMillis");
        return woven.number("WovenLoops") > 0
                && lastCheck >= 0
                && lastCheck < LOOKED_LATELY_MILLIS
                && agentLog.isEmpty();
    }

    boolean isGood() {
        return sameOutput()
                && isAgentWell()
                && woven.refusals().size() <= control.refusals().size();
    }

    String row() {
        return "| %s | %d | %,d | %,d | %,d | %s | %,d ms | %,d ms | %.1f | %d / %d | %s |"
                .formatted(
                        name,
                        jvm.feature(),
                        woven.number("WovenLoops"),
                        woven.number("ThreadCount"),
                        woven.number("OverflowCount"),
                        sameOutput() ? "equal" : "DIFFERENT",
                        control.number("millis"),
                        woven.number("millis"),
                        (double) woven.number("millis") / Math.max(1, control.number("millis")),
                        control.refusals().size(),
                        woven.refusals().size(),
                        isAgentWell()
                                ? "well"
                                : "NOT WELL " + agentLog.stream().limit(3).toList());
    }
}
