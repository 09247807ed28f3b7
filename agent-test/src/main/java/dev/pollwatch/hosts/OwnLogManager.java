package dev.pollwatch.hosts;

import java.util.logging.LogManager;

/** A LogManager such as application servers bring. */
public final class OwnLogManager extends LogManager {

    /** Made by the JDK. */
    public OwnLogManager() {}
}
