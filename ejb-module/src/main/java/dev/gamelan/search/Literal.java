package dev.gamelan.search;

import dev.gamelan.engine.json.Jsons;

/** A text that is looked for letter by letter. */
public final class Literal {

    private final String text;
    private final String asJson;

    public Literal(String text) {
        this.text = text;
        String quoted = Jsons.string(text).toString();
        this.asJson = quoted.substring(1, quoted.length() - 1);
    }

    /** @param value or null */
    public boolean isIn(String value) {
        return value != null && value.contains(text);
    }

    /**
     * Also as JSON writes it, with its quotes escaped.
     *
     * @param json or null
     */
    public boolean isInJson(String json) {
        return isIn(json) || (json != null && json.contains(asJson));
    }
}
