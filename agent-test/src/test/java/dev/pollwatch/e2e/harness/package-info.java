/**
 * Starts host programs with the packaged agent in JVMs of their own, and reads the agent from outside: JMX from this process, HTTP,
 * the log, {@code /proc}. Knows no class of the agent.
 */
package dev.pollwatch.e2e.harness;
