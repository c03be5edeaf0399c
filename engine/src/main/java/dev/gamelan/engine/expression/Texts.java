package dev.gamelan.engine.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Searching in texts, in a time that grows with their length and not with its square. */
final class Texts {

    private static final int SHORT = 32;
    private static final int LONGEST_PATTERN = 500;
    private static final int LARGEST_PROGRAM = 5_000;
    private static final int INSTRUCTIONS_A_STEP = 8;

    private Texts() {}

    static boolean contains(String text, String piece, Evaluation evaluation) {
        evaluation.characters((long) text.length() + piece.length());
        return piece.length() <= SHORT ? text.contains(piece) : containsLong(text, piece);
    }

    /** Knuth, Morris and Pratt: both texts may come from a sender who means harm. */
    private static boolean containsLong(String text, String piece) {
        int[] borders = new int[piece.length()];
        for (int i = 1, matched = 0; i < piece.length(); i++) {
            matched = extend(piece, borders, matched, piece.charAt(i));
            borders[i] = matched;
        }
        for (int i = 0, matched = 0; i < text.length(); i++) {
            matched = extend(piece, borders, matched, text.charAt(i));
            if (matched == piece.length()) {
                return true;
            }
        }
        return false;
    }

    private static int extend(String piece, int[] borders, int matched, char next) {
        int length = matched;
        while (length > 0 && piece.charAt(length) != next) {
            length = borders[length - 1];
        }
        return piece.charAt(length) == next ? length + 1 : length;
    }

    /**
     * The function {@code matches} with this pattern. RE2 knows no patterns that take for ever, but large ones.
     *
     * @throws PatternSyntaxException when it is none, or too large
     */
    static Function matching(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new PatternSyntaxException("longer than " + LONGEST_PATTERN + " characters");
        }
        if (PatternSize.of(pattern) > LARGEST_PROGRAM) {
            throw new PatternSyntaxException("too many repetitions");
        }
        Pattern compiled = Pattern.compile(pattern);
        int size = compiled.programSize();
        return new Function("matches", 2, 2, (evaluation, arguments) -> {
            if (!(arguments[0] instanceof String text)) {
                return null;
            }
            evaluation.steps(1 + (long) text.length() * size / INSTRUCTIONS_A_STEP);
            return compiled.matcher(text).find();
        });
    }
}
