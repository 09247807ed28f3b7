package dev.pollwatch.corpus;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** What the agent in this JVM says of itself over JMX. */
final class AgentSays {

    private static final long PATIENCE_MILLIS = 30_000;

    private AgentSays() {}

    /** The methods that it left alone, each with the reason; none where there is no agent. */
    static List<String> leftAlone() {
        List<String> all = new ArrayList<>();
        for (CompositeData rule : (CompositeData[]) attribute("Rules", new CompositeData[0])) {
            all.addAll(List.of((String[]) rule.get("leftAlone")));
        }
        return all;
    }

    /** How many poll loops it has woven; 0 where there is no agent. */
    static int wovenLoops() {
        return ((Number) attribute("WovenLoops", 0)).intValue();
    }

    /** The agent registers its bean a moment after the program has made the MBean server. */
    private static Object attribute(String name, Object withoutAgent) {
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .noneMatch(argument -> argument.contains("pollwatch-agent.jar"))) {
            return withoutAgent;
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            try {
                return server.getAttribute(new ObjectName("dev.pollwatch:type=Keepalive"), name);
            } catch (InstanceNotFoundException notYet) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the agent has registered no MBean", notYet);
                }
                pause();
            } catch (MalformedObjectNameException impossible) {
                throw new IllegalArgumentException(impossible);
            } catch (JMException failure) {
                throw new IllegalStateException("the agent does not tell its " + name, failure);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
