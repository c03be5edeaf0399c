package dev.gamelan.engine.expression;

/** An expression that cannot be read. The message shows where, and says how to mend it. */
public final class ExpressionException extends RuntimeException {

    private static final int SHOWN = 60;

    private final int line;
    private final int column;
    private final String fix;

    private ExpressionException(String message, int line, int column, String fix) {
        super(message);
        this.line = line;
        this.column = column;
        this.fix = fix;
    }

    /** @param offset into the text; its end when something is missing there */
    static ExpressionException at(String text, int offset, String problem, String fix) {
        int at = Math.max(0, Math.min(offset, text.length()));
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        int column = text.codePointCount(start, at) + 1;
        String message =
                "line %d, column %d: %s; %s%n%s".formatted(line, column, problem, fix, shown(text, start, at, end));
        return new ExpressionException(message, line, column, fix);
    }

    /** The line around the place, and a mark under the place. */
    private static String shown(String text, int start, int at, int end) {
        int from = Math.max(start, at - SHOWN);
        int to = Math.min(end, at + SHOWN);
        String before = (from > start ? "…" : "") + text.substring(from, at);
        String after = text.substring(at, to) + (to < end ? "…" : "");
        int indent = before.codePointCount(0, before.length());
        return "  " + (before + after).replace('\t', ' ') + System.lineSeparator() + "  " + " ".repeat(indent) + "^";
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in characters as a reader counts them: an emoji is one. */
    public int column() {
        return column;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
