package dev.pollwatch.view;

import org.jspecify.annotations.Nullable;

/** What the HTTP endpoint needs of the metrics. */
@FunctionalInterface
public interface MetricsPage {

    /**
     * Renders all metrics as they are now. May take a while and may be called by several threads.
     *
     * @param accept the reader's {@code Accept} header, {@code null} when it sent none
     * @return the text in a format that the reader accepts, or in the usual one
     */
    Page scrape(@Nullable String accept);
}
