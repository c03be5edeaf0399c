package dev.gamelan.web.export;

import jakarta.json.JsonObject;

/** How rows become lines. The last line tells whether those before it are all; where it is missing, they are not. */
interface Lines {

    /** Before the first row. */
    String head();

    String row(JsonObject row);

    /** After the last row. */
    String end(long count);

    /**
     * Instead of the other rows.
     *
     * @param count how many were written
     * @param error why there are no others, in one sentence
     */
    String cutOff(long count, String error);
}
