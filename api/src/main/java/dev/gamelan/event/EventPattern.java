package dev.gamelan.event;

/**
 * Which event names a trigger listens for: one name ({@code app/user.signup}), or every name with a prefix
 * ({@code app/user.*}, {@code app/*}).
 *
 * <p>The {@code *} stands for one or more characters and may only be the last character, after a {@code /} or a
 * {@code .}: the same rule as in Inngest's triggers. A lone {@code *} matches every event.
 *
 * @param text the name or pattern, 1 to 512 characters
 */
public record EventPattern(String text) {

    /** Longest event name, in UTF-16 code units. */
    public static final int MAX_LENGTH = 512;

    /** @throws IllegalArgumentException naming what is wrong with the pattern */
    public EventPattern {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "event name must have 1 to " + MAX_LENGTH + " characters, has " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("event name contains a control character");
        }
        int star = text.indexOf('*');
        if (star >= 0 && star != text.length() - 1) {
            throw new IllegalArgumentException("'*' may only be the last character of an event pattern: " + text);
        }
        if (star > 0 && "/.".indexOf(text.charAt(star - 1)) < 0) {
            throw new IllegalArgumentException("'*' must follow '/' or '.' in an event pattern: " + text);
        }
    }

    public boolean matches(String eventName) {
        return isWildcard()
                ? eventName.length() > prefix().length() && eventName.startsWith(prefix())
                : eventName.equals(text);
    }

    /** This pattern as a condition on a message property, in the selector syntax of Jakarta Messaging 3.1 §3.8.1. */
    public String toSelector(String property) {
        return isWildcard()
                ? property + " LIKE '" + quote(escape(prefix())) + "_%' ESCAPE '!'"
                : property + " = '" + quote(text) + "'";
    }

    private boolean isWildcard() {
        return text.endsWith("*");
    }

    private String prefix() {
        return text.substring(0, text.length() - 1);
    }

    private static String quote(String literal) {
        return literal.replace("'", "''");
    }

    private static String escape(String literal) {
        return literal.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    @Override
    public String toString() {
        return text;
    }
}
