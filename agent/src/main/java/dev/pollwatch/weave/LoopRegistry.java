package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;

/** Gives poll loops the numbers that woven code carries; the core implements it. */
public interface LoopRegistry {

    /**
     * Makes a poll loop known. Called from threads of the host that load classes, at the latest just before the woven class
     * can run, so it must be quick and thread-safe. The same name always gets the same number.
     *
     * @param loopName {@code com.acme.Rx#pollLoop}, with the descriptor when overloads are both woven
     * @param policy what the rule says of it
     * @return the number that woven code hands to the {@code enter} hook
     */
    int register(String loopName, LoopPolicy policy);
}
