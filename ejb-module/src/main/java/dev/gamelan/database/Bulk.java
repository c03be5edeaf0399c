package dev.gamelan.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement that changes many rows at once, in the way each database does best: on PostgreSQL one statement over arrays
 * ({@code unnest}), whose cost per row is a fraction of a statement's; elsewhere a JDBC batch.
 *
 * @param each changes one row
 * @param all changes all rows, given one array for each column
 * @param columns names and PostgreSQL types of a row's values, in the order in which rows give them
 * @param order which value of a row is which parameter of {@code each}
 */
public record Bulk(String each, String all, List<Column> columns, List<Integer> order) {

    /** A column with its type, as in {@code "due_at timestamptz"}. */
    public record Column(String name, String type) {

        static Column of(String text) {
            String[] parts = text.split(" ", 2);
            return new Column(parts[0], parts[1]);
        }
    }

    public static Bulk insert(String table, String... columns) {
        return insert(table, "", columns);
    }

    /** Rows that are there already stay as they are. */
    public static Bulk insertNew(String table, String... columns) {
        return insert(table, " on conflict do nothing", columns);
    }

    private static Bulk insert(String table, String conflict, String... columns) {
        List<Column> all = columns(columns);
        String into = "insert into " + table + " (" + names(all, "") + ") ";
        return new Bulk(
                into + "values (" + Sql.placeholders(all.size()) + ")" + conflict,
                into + "select * from unnest(" + arrays(all) + ")" + conflict,
                all,
                IntStream.range(0, all.size()).boxed().toList());
    }

    /** Rows give the keys first, then the values. */
    public static Bulk update(String table, List<String> keys, List<String> values) {
        List<Column> keyColumns = columns(keys.toArray(String[]::new));
        List<Column> valueColumns = columns(values.toArray(String[]::new));
        List<Column> all = new ArrayList<>(keyColumns);
        all.addAll(valueColumns);
        String sets =
                valueColumns.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "));
        String set = valueColumns.stream()
                .map(column -> column.name() + " = v." + column.name())
                .collect(Collectors.joining(", "));
        List<Integer> order = new ArrayList<>();
        IntStream.range(keyColumns.size(), all.size()).forEach(order::add);
        IntStream.range(0, keyColumns.size()).forEach(order::add);
        return new Bulk(
                "update " + table + " set " + sets + " where " + keysEqual(keyColumns),
                "update " + table + " t set " + set + " from unnest(" + arrays(all) + ") v(" + names(all, "")
                        + ") where " + joined(keyColumns),
                all,
                order);
    }

    public static Bulk delete(String table, String... keys) {
        List<Column> all = columns(keys);
        return new Bulk(
                "delete from " + table + " where " + keysEqual(all),
                "delete from " + table + " t using unnest(" + arrays(all) + ") v(" + names(all, "") + ") where "
                        + joined(all),
                all,
                IntStream.range(0, all.size()).boxed().toList());
    }

    /** This statement, for rows only whose column fulfils a condition such as {@code in ('A', 'B')}. */
    public Bulk where(String column, String condition) {
        return new Bulk(
                each + " and " + column + " " + condition, all + " and t." + column + " " + condition, columns, order);
    }

    /** A row's values in the order in which {@link #each} takes them. */
    Object[] ordered(Object... row) {
        return order.stream().map(i -> row[i]).toArray();
    }

    private static List<Column> columns(String... texts) {
        return Arrays.stream(texts).map(Column::of).toList();
    }

    private static String names(List<Column> columns, String prefix) {
        return columns.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
    }

    private static String arrays(List<Column> columns) {
        return columns.stream().map(column -> "?::" + column.type() + "[]").collect(Collectors.joining(", "));
    }

    private static String keysEqual(List<Column> keys) {
        return keys.stream().map(key -> key.name() + " = ?").collect(Collectors.joining(" and "));
    }

    private static String joined(List<Column> keys) {
        return keys.stream()
                .map(key -> "t." + key.name() + " = v." + key.name())
                .collect(Collectors.joining(" and "));
    }
}
