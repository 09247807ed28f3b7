/**
 * The composition root: makes the parts from the settings and joins them. The one room that knows all the others; nothing knows it but
 * the entrance, by name.
 */
@NullMarked
package dev.pollwatch.start;

import org.jspecify.annotations.NullMarked;
