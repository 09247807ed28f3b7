/** Host programs that the trial of the verdicts starts: they note for themselves what the agent then has to be right about. */
package dev.pollwatch.hosts.trial;
