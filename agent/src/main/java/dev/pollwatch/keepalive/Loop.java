package dev.pollwatch.keepalive;

/**
 * A poll loop known by name. Woven code carries only its number, so that neither the host's class nor its loader is held.
 *
 * @param id the number that woven code passes on entry
 * @param name declaring class and method, {@code com.acme.Rx#pollLoop}, with the descriptor when overloads are both woven
 * @param policy what the rule says of it
 */
public record Loop(int id, String name, LoopPolicy policy) {}
