/**
 * The HTTP endpoint: {@code /metrics}, {@code /health}, {@code /threads} and the status page. May touch HttpCore and the JSON writer; the
 * metrics come to it as a function. HttpCore and not the JDK's own server, because that one calls {@code System.getLogger}, which
 * fixes the host's log manager before its {@code main}, and waits for requests that were sent by half.
 */
@NullMarked
package dev.pollwatch.view.http;

import org.jspecify.annotations.NullMarked;
