package dev.pollwatch.bench;

/** The shortest host. */
final class Hello {

    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
