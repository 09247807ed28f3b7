/** A host whose poll threads stand still when told to, each in its own way, and which notes by its own clock when each passed its loop's header last. */
package dev.pollwatch.hosts.stalls;
