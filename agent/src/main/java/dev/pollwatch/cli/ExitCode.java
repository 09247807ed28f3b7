package dev.pollwatch.cli;

/** What the command line ends with; scripts rely on the numbers. */
final class ExitCode {

    /** It did what it was told. */
    static final int DONE = 0;

    /** A thread is DEAD. */
    static final int DEAD = 2;

    /** It was told something that it does not understand. */
    static final int USAGE = 2;

    /** It cannot tell: no such process, no JVM, no answer. */
    static final int UNREACHABLE = 3;

    private ExitCode() {}
}
