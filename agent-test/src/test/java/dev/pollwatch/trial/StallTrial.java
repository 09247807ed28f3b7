package dev.pollwatch.trial;

import java.util.List;

/** Makes stalls of some kinds in hosts of its own. */
interface StallTrial {

    /**
     * Makes each kind of stall several times in one setting; blocks until all is seen.
     *
     * @param setting the setting
     * @param times how often each kind is made
     * @return what was seen, one for each stall
     */
    List<Stall> run(Setting setting, int times);
}
