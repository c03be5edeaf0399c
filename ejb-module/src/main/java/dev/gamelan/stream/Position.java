package dev.gamelan.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has been told.
 *
 * @param incarnation of the node that has told
 * @param number in its {@link ChangeLog}
 */
record Position(String incarnation, long number) {

    private static final Pattern TEXT = Pattern.compile("([0-9A-Z]{26})-([0-9]{1,18})");

    /** Nothing when it is none. */
    static Optional<Position> parse(String text) {
        Matcher position = TEXT.matcher(text);
        return position.matches()
                ? Optional.of(new Position(position.group(1), Long.parseLong(position.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return incarnation + "-" + number;
    }
}
