/** Loops in classes of all kinds of class loaders, watched in real JVMs: containers, odd loaders, generated classes, other agents. */
package dev.pollwatch.e2e.loaders;
