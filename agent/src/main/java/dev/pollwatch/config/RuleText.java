package dev.pollwatch.config;

/**
 * A rule as somebody wrote it; the weaver parses it.
 *
 * @param kind the option it came by: {@code loop}, {@code call}, {@code sleep}, {@code end}, {@code exclude} or {@code progress}
 * @param text the rule, {@code class#method} with descriptor and {@code ;key=value} parts as they were given
 * @param source where it was given, such as {@code agent argument}
 */
public record RuleText(String kind, String text, String source) {}
