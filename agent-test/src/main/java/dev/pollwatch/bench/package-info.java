/** Benchmarks of what the agent costs its host: JMH for the woven loop, paired whole-process runs for the start. Run by their {@code main}. */
package dev.pollwatch.bench;
