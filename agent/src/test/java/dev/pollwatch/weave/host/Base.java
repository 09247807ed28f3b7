package dev.pollwatch.weave.host;

/** A superclass whose constructor takes something. */
public class Base {

    public final int value;

    public Base(int value) {
        this.value = value;
    }
}
