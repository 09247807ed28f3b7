/** A host with a Micrometer of its own, or with several. */
package dev.pollwatch.hosts.micrometer;
