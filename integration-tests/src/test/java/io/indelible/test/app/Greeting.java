package io.indelible.test.app;

/** Needs no permission of anybody. */
public final class Greeting {
    private Greeting() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
