package dev.gamelan.engine.step;

import dev.gamelan.step.StepMisuseException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages about steps that are used in a way that cannot work. */
final class Misuse {

    /** What can lie between a mistake and the author's line. */
    private static final Set<String> OURS = Stream.of(
                    Misuse.class,
                    Steps.class,
                    StepCall.class,
                    Entrance.class,
                    Continuation.class,
                    CodeChange.class,
                    Attempts.class,
                    Plans.class,
                    BodySteps.class,
                    SideBySideSteps.class,
                    SendSteps.class,
                    WaitSteps.class,
                    FunctionReference.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private Misuse() {}

    static StepMisuseException of(String step, String problem) {
        return new StepMisuseException("step '" + step + "' " + line() + ": " + problem);
    }

    /** Where in the author's code this happens, for instance {@code (Orders.java:42)}. */
    static String line() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.filter(frame -> !isOurs(frame.getClassName())).findFirst())
                .map(frame -> "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("(unknown line)");
    }

    /** The JDK's frames between ours and the author's, those of streams for instance, say nothing to the author. */
    private static boolean isOurs(String className) {
        return className.startsWith("java.") || OURS.contains(outermost(className));
    }

    private static String outermost(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }
}
