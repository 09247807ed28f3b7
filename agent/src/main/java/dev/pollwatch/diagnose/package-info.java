/**
 * Why a thread is DEAD: reads the kernel first, then the JVM's account of what the thread waits for, and takes a stack only where
 * that cannot freeze the host. Runs on the agent's own threads; knows the core's case and diagnosis, and no view.
 */
@NullMarked
package dev.pollwatch.diagnose;

import org.jspecify.annotations.NullMarked;
