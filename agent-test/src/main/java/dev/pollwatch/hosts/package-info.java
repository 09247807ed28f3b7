/**
 * Host programs for the end-to-end tests to start and to watch. They know nothing of Pollwatch and could be anybody's; they print
 * nothing that changes from run to run, so that a run with the agent can be compared with one without.
 */
package dev.pollwatch.hosts;
