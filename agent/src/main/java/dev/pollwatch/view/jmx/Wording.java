package dev.pollwatch.view.jmx;

import java.util.List;

/**
 * All that a console says of a kind of MBean. The lists are in the order in which a console shows them, which reflection alone would
 * leave to chance: what one looks for first stands first.
 *
 * @param text what the MBean is
 * @param attributes each attribute
 * @param operations each operation
 */
record Wording(String text, List<Feature> attributes, List<Operation> operations) {}
