/**
 * Options from all sources (agent arguments, system properties, environment, YAML file) made into one immutable
 * {@link dev.pollwatch.config.Settings}. Runs in {@code premain}: depends on the JDK only, and on the YAML library when a file is
 * given. It logs nothing; what it has to complain of, it returns.
 */
@NullMarked
package dev.pollwatch.config;

import org.jspecify.annotations.NullMarked;
