package dev.gamelan.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What errors have in common that are taken for the same: the function, the step, the types of the exception and of its causes, and
 * where in their author's code it was thrown. Neither messages nor line numbers, which are different every time, or after every change of
 * the code.
 */
public final class Fingerprint {

    private static final int BYTES = 16;

    private Fingerprint() {}

    /**
     * @param stepName the author's id of the step that failed; numbers in it do not count, since steps are numbered in loops
     * @return 32 hexadecimal digits
     */
    public static String of(String functionId, Optional<String> stepName, RunError error) {
        StackText stack = new StackText(error.stack());
        String text = String.join(
                "\n",
                functionId,
                stepName.map(name -> name.replaceAll("\\d+", "#")).orElse(""),
                error.name(),
                String.join(" ", stack.causes()),
                String.join("\n", stack.frames()));
        return hash(text);
    }

    /** Where the error was thrown: up to three methods of its author's, the innermost first; empty if its stack does not tell. */
    public static List<String> frames(RunError error) {
        return new StackText(error.stack()).frames();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
