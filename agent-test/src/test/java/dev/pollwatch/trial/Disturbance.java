package dev.pollwatch.trial;

import java.util.List;

/** Lets threads that are well go through one kind of disturbance in hosts of its own. */
interface Disturbance {

    /**
     * Goes through it several times in one setting; blocks until all is over.
     *
     * @param setting the setting
     * @param times how often
     * @param abridged whether seconds must do where the full trial takes a minute
     * @return what was seen, one for each time
     * @throws org.opentest4j.TestAbortedException when this machine lacks a program that it takes
     */
    List<Endurance> run(Setting setting, int times, boolean abridged);
}
