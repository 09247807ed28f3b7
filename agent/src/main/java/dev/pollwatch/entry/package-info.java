/**
 * Where the JVM comes in: {@code premain}, {@code agentmain}, {@code main}, and the class loader that keeps all the rest apart from
 * the host. Java 8 bytecode and the JDK only; the one room whose classes the host's class path sees.
 */
package dev.pollwatch.entry;
