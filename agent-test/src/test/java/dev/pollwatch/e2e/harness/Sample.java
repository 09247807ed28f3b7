package dev.pollwatch.e2e.harness;

import java.util.Map;

/**
 * One sample of an exposition.
 *
 * @param name the metric with its suffix
 * @param labels its labels
 * @param value its value
 */
public record Sample(String name, Map<String, String> labels, double value) {}
