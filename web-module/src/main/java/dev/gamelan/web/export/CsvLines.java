package dev.gamelan.web.export;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A line with the names of the columns, and one for each row, all with as many fields; the first field of the last one is {@code #end},
 * the second the number of rows. What is an object or an array is written as JSON.
 */
final class CsvLines implements Lines {

    private final List<String> columns;

    /** @param columns members of the rows, two at least; what a row does not have is empty */
    CsvLines(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public String head() {
        return Csv.line(columns);
    }

    @Override
    public String row(JsonObject row) {
        return Csv.line(columns.stream().map(column -> text(row.get(column))).toList());
    }

    @Override
    public String end(long count) {
        return filled("#end", Long.toString(count));
    }

    @Override
    public String cutOff(long count, String error) {
        return filled("#cut-off", Long.toString(count), error);
    }

    private String filled(String... first) {
        List<String> fields = new ArrayList<>(List.of(first));
        while (fields.size() < columns.size()) {
            fields.add("");
        }
        return Csv.line(fields);
    }

    private static String text(JsonValue value) {
        if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
            return "";
        }
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
