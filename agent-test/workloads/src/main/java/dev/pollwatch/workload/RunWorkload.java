package dev.pollwatch.workload;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/** Runs one workload some times over and writes down, a line each, its hash, how long it took, and what the agent says, if there is one. */
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
     * @param args the workload's name, how often to run it (the time is the last run's), the file to write to, since the JVM writes to
     *     standard output too, and anything more where there is an agent to ask
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
        List<String> told = new ArrayList<>();
        told.add("results " + results.count());
        told.add("hash " + results.hash());
        told.add("millis " + millis);
        if (args.length > 3) {
            for (String number : AGENT_NUMBERS) {
                told.add(number + " " + ask(number));
            }
        }
        Files.write(Path.of(args[2]), told);
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
