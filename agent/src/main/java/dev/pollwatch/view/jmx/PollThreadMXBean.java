package dev.pollwatch.view.jmx;

import dev.pollwatch.view.ThreadView;

/** A row as an MBean; its attributes are those that every view shows. */
public interface PollThreadMXBean extends ThreadView {}
