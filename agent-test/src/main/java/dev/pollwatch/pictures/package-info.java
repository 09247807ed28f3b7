/**
 * Makes the pictures of JConsole in docs/images: loaded into the real {@code jconsole} as a Java agent by {@code pictures.sh}, it finds
 * the parts of the window as Swing components, clicks on them through the X server, and takes screenshots. Touches nothing of
 * Pollwatch but what a user sees.
 */
package dev.pollwatch.pictures;
