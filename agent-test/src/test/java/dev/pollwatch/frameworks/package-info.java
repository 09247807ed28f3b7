/**
 * Starts the "hello world" programs of {@code src/frameworks} with the packaged agent and no rule at all, and measures what the agent
 * says of them. Compiles each against the very version of the framework that it then runs with, so that this module depends on none.
 */
package dev.pollwatch.frameworks;
