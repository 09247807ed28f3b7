/**
 * What all views share: a row as everybody sees it, the verdict on the whole, and the text table. The views themselves are in
 * the packages below; each reads {@link dev.pollwatch.keepalive.Snapshot snapshots} and state changes, and none knows another.
 * Uses the JDK only, and nothing of it outside {@code java.base}.
 */
@NullMarked
package dev.pollwatch.view;

import org.jspecify.annotations.NullMarked;
