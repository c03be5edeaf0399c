package dev.gamelan.engine.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a pattern becomes when {@code a{3}} is written out as {@code aaa}. The library would only tell after it has done
 * so, and {@code ((a{1000}){1000}){1000}} takes all memory.
 */
final class PatternSize {

    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    private final String pattern;
    /** The sizes of the groups around. */
    private final Deque<Double> outer = new ArrayDeque<>();

    private double sum;
    private double last;
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** At least as much as it is, for patterns that are none as well. */
    static double of(String pattern) {
        return new PatternSize(pattern).measure();
    }

    private double measure() {
        while (at < pattern.length()) {
            switch (pattern.charAt(at)) {
                case '(' -> open();
                case ')' -> close();
                case '[' -> characterClass();
                case '{' -> repetition();
                case '\\' -> atom(2);
                default -> atom(1);
            }
        }
        return sum + outer.stream().mapToDouble(size -> size).sum();
    }

    private void atom(int characters) {
        at += characters;
        last = 1;
        sum += 1;
    }

    private void open() {
        outer.push(sum);
        sum = 1;
        at++;
    }

    private void close() {
        last = sum;
        sum += outer.isEmpty() ? 0 : outer.pop();
        at++;
    }

    private void characterClass() {
        int end = at + (pattern.startsWith("[^", at) ? 3 : 2);
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        atom(end + 1 - at);
    }

    private void repetition() {
        Matcher repetition = REPETITION.matcher(pattern).region(at, pattern.length());
        if (!repetition.lookingAt()) {
            atom(1);
            return;
        }
        String most = repetition.group(2) == null || repetition.group(2).isEmpty()
                ? repetition.group(1)
                : repetition.group(2);
        double times = Math.max(1, Integer.parseInt(most) + 1);
        sum += last * (times - 1);
        last *= times;
        at = repetition.end();
    }
}
