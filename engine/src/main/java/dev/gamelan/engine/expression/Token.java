package dev.gamelan.engine.expression;

/**
 * A word of an expression.
 *
 * @param text as it is written; of a text in quotes what it means
 * @param offset where it begins
 */
record Token(Kind kind, String text, int offset) {

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean is(String sign) {
        return text.equals(sign) && (kind == Kind.SIGN || kind == Kind.NAME);
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end" : kind == Kind.TEXT ? "a text" : text;
    }
}
