package dev.pollwatch.workload;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** Runs one workload some times over and tells, a line each, its hash, how long it took, and what the agent says, if there is one. */
public final class RunWorkload {

    /** All workloads by name. */
    private static final Map<String, Workload> ALL = new TreeMap<>(Map.of(
            "groovy", GroovyScripts::run,
            "h2", H2Queries::run,
            "jackson", JacksonRoundTrips::run,
            "lucene", LuceneSearch::run,
            "netty", NettyRoundTrips::run,
            "scala", ScalaCompile::run));

    private static final String[] AGENT_NUMBERS = {
        "WovenLoops", "ThreadCount", "OverflowCount", "DeadCount", "LastCheckAgeMillis"
    };

    private RunWorkload() {}

    /**
     * Runs.
     *
     * @param args the workload's name, and how often to run it; the time is the last run's
     * @throws Exception where the workload fails
     */
    public static void main(String[] args) throws Exception {
        Workload workload = ALL.get(args[0]);
        if (workload == null) {
            throw new IllegalArgumentException("there is no workload " + args[0] + ", only " + ALL.keySet());
        }
        Results results = new Results();
        long millis = 0;
        for (int rounds = Integer.parseInt(args[1]); rounds > 0; rounds--) {
            long start = System.nanoTime();
            workload.run(results);
            millis = (System.nanoTime() - start) / 1_000_000;
        }
        System.out.println("results " + results.count());
        System.out.println("hash " + results.hash());
        System.out.println("millis " + millis);
        if (args.length > 2) {
            for (String number : AGENT_NUMBERS) {
                System.out.println(number + " " + ask(number));
            }
        }
        System.exit(0);
    }

    /** The agent registers its bean a moment after the program has made the MBean server. */
    private static Object ask(String attribute) throws JMException, InterruptedException {
        for (int tries = 600; ; tries--) {
            try {
                return ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("dev.pollwatch:type=Keepalive"), attribute);
            } catch (InstanceNotFoundException notYet) {
                if (tries == 0) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }
}
