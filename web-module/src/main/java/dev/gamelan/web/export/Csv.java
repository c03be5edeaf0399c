package dev.gamelan.web.export;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV as RFC 4180 has them. */
final class Csv {

    /** With one of these at the beginning, spreadsheets take a text for a formula, and run it. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n";

    private Csv() {}

    /** One line with its end. */
    static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A text that a spreadsheet could run gets an apostrophe, which it takes for the sign of a text. */
    static String field(String text) {
        String safe = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(Csv::isSpecial) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean isSpecial(int c) {
        return c == '"' || c == ',' || c == '\r' || c == '\n';
    }
}
