/**
 * The command line: what {@code java -jar pollwatch-agent.jar} does. It runs in a JVM of its own and reaches a host through the Attach API,
 * the agent's HTTP endpoint and JMX only, so it knows no other room but what draws the table in {@code view}; nothing here is loaded where the jar runs as an
 * agent.
 */
@NullMarked
package dev.pollwatch.cli;

import org.jspecify.annotations.NullMarked;
