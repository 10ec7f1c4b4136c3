package io.kinesistrace.playground.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs the main class of another program and exits when the process that started it has ended for any reason. Standard input is a pipe that
 * nothing is written to, so it ends when the process at its other end does.
 */
final class Lifeline {
    private static final int CUT = 1;

    private Lifeline() {}

    /** Arguments: the main class and its own arguments. */
    public static void main(String[] args) throws Throwable {
        Thread watch = new Thread(Lifeline::haltAtEndOfInput, "lifeline");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException endedAsWell) {
            // Nothing can be read any more.
        }
        Runtime.getRuntime().halt(CUT);
    }
}
