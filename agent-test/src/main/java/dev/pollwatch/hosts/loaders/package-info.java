/**
 * Host programs that load the classes of {@code dev.pollwatch.guests} as containers do: by class loaders of their own, which come and
 * go. They know nothing of Pollwatch.
 */
package dev.pollwatch.hosts.loaders;
