package dev.pollwatch.hosts.trial;

/** A class of which a host makes thousands of copies, each under another name of the same length. */
public final class Copied00000 implements Runnable {

    private int passes;

    /** Makes one. */
    public Copied00000() {}

    @Override
    public void run() {
        while (passes < 3) {
            passes++;
        }
    }
}
