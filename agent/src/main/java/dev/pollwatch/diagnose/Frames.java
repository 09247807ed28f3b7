package dev.pollwatch.diagnose;

/** How frames and exceptions are written in one line. */
final class Frames {

    private static final int LONGEST = 500;

    private Frames() {}

    /** A frame with its package, and its module where it has one, but without loader and versions, which tell nothing here. */
    static String full(StackTraceElement frame) {
        String module = frame.getModuleName();
        return (module == null ? "" : cut(module) + "/") + cut(frame.getClassName()) + "." + cut(frame.getMethodName())
                + "(" + line(frame) + ")";
    }

    /** A frame without packages and modules: {@code Table.lookup(Table.java:88)}. */
    static String brief(StackTraceElement frame) {
        return method(frame) + "(" + line(frame) + ")";
    }

    private static String line(StackTraceElement frame) {
        String file = frame.getFileName();
        if (frame.isNativeMethod()) {
            return "native";
        }
        if (file == null) {
            return "unknown source";
        }
        return cut(file) + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber());
    }

    /** Of an exception that does not give its message. */
    static String classOf(Throwable thrown) {
        return thrown.getClass().getName() + " (its message cannot be had)";
    }

    /** A method without packages: {@code LinkedBlockingQueue.take}. */
    static String method(StackTraceElement frame) {
        String type = frame.getClassName();
        return cut(type.substring(type.lastIndexOf('.') + 1)) + "." + cut(frame.getMethodName());
    }

    /** Whether the JDK's own code. */
    static boolean ofTheJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /**
     * Whether of a class that the JVM makes up at run time for a lambda or a method reference. It has no line of source; JDK 17 shows it, later
     * ones do not.
     */
    static boolean ofALambdaClass(StackTraceElement frame) {
        return frame.getClassName().contains("$$Lambda");
    }

    /** Class and message; the message is the host's code, which may itself fail. */
    static String describe(Throwable thrown) {
        String text;
        try {
            text = thrown.toString();
        } catch (Throwable itsOwnFault) {
            text = classOf(thrown);
        }
        return cut(text == null ? thrown.getClass().getName() : text);
    }

    /** Names and messages are the host's, and may be megabytes long. */
    static String cut(String text) {
        return cut(text, LONGEST);
    }

    /** The beginning of a text, ending between two characters. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean inTheMiddle = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, inTheMiddle ? longest - 1 : longest) + "…";
    }
}
