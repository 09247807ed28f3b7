package dev.pollwatch.corpus;

/**
 * A method as a class file has it.
 *
 * @param signature its name and descriptor
 * @param codeLength bytes of its code
 */
record WrittenMethod(String signature, int codeLength) {

    /** HotSpot compiles no method with more bytes of code than this, unless told otherwise ({@code HugeMethodLimit}). */
    static final int HUGE = 8000;

    boolean isHuge() {
        return codeLength > HUGE;
    }
}
