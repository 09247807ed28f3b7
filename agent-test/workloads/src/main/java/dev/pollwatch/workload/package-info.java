/**
 * Programs that put real libraries to work with seeded data and print the hash of all that came out, so that a run with everything
 * woven can be compared with one without an agent. Knows the libraries and nothing of the agent but its MBean.
 */
package dev.pollwatch.workload;
