package dev.pollwatch.view.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The two text formats, and which of them a reader gets. The writers are made here and not by the library's own choice: that one
 * knows no q-values, answers with protobuf to whoever mentions it, and follows settings that belong to the host.
 */
enum TextFormat {
    /** Prometheus text 0.0.4. */
    PLAIN("text/plain; version=0.0.4; charset=utf-8", PrometheusTextFormatWriter.create()),
    /** OpenMetrics 1.0.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8", OpenMetricsTextFormatWriter.create());

    private final String contentType;
    private final ExpositionFormatWriter writer;

    TextFormat(String contentType, ExpositionFormatWriter writer) {
        this.contentType = contentType;
        this.writer = writer;
    }

    String contentType() {
        return contentType;
    }

    ExpositionFormatWriter writer() {
        return writer;
    }

    /**
     * Chooses by an {@code Accept} header. OpenMetrics goes to readers that name it and like it at least as much as plain text;
     * everybody else gets plain text, also those who accept neither, since a scraper can do more with it than with an error.
     */
    static TextFormat accepted(@Nullable String accept) {
        if (accept == null) {
            return PLAIN;
        }
        double open = 0;
        double plain = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            if (type.equals("application/openmetrics-text") && versionFits(parts)) {
                open = Math.max(open, quality(parts));
            } else if (type.equals("text/plain") || type.equals("text/*") || type.equals("*/*")) {
                plain = Math.max(plain, quality(parts));
            }
        }
        return open > 0 && open >= plain ? OPEN_METRICS : PLAIN;
    }

    private static boolean versionFits(String[] parts) {
        String version = parameter(parts, "version");
        return version == null || version.startsWith("1.") || version.startsWith("0.");
    }

    private static double quality(String[] parts) {
        String q = parameter(parts, "q");
        if (q == null) {
            return 1;
        }
        try {
            double quality = Double.parseDouble(q);
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static @Nullable String parameter(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equals(name)) {
                return pair[1].strip().replace("\"", "");
            }
        }
        return null;
    }
}
