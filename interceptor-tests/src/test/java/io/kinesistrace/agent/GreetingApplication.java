package io.kinesistrace.agent;

/** An application without AWS. */
public final class GreetingApplication {
    static final String GREETING = "hello";

    private GreetingApplication() {}

    public static void main(String[] args) {
        System.out.println(GREETING);
    }
}
