package dev.pollwatch.weave;

/** The slots of the heartbeat words that woven code writes. */
final class WordSlots {

    /** Plus one per header pass. */
    static final int BEATS = 8;
    /** Plus one on falling asleep and on waking: odd is asleep. */
    static final int SLEEP = 9;

    private WordSlots() {}
}
