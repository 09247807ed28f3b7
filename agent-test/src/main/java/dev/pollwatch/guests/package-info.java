/**
 * Classes that the hosts of {@code dev.pollwatch.hosts.loaders} put into bundles, modules and web applications, where they are loaded by
 * class loaders that see little else. They know neither Pollwatch nor their host, and speak to it in types of the JDK.
 */
package dev.pollwatch.guests;
