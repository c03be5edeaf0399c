package dev.gamelan.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The conditions of a statement that all have to hold, and their parameters. None at first. */
public final class Conditions {

    private final List<String> all = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** @param condition with a {@code ?} for each value */
    public Conditions and(String condition, Object... values) {
        all.add(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** Nothing when there is no value. */
    public Conditions and(String condition, Optional<?> value) {
        return value.isPresent() ? and(condition, new Object[] {value.get()}) : this;
    }

    /** Nothing when there are no values. */
    public Conditions andIn(String column, Collection<String> values) {
        if (values.size() == 1) {
            return and(column + " = ?", values.toArray());
        }
        return values.isEmpty()
                ? this
                : and(column + " in (" + Sql.placeholders(values.size()) + ")", values.toArray());
    }

    /** {@code where …}, or nothing. */
    public String where() {
        return all.isEmpty() ? "" : "where " + String.join(" and ", all);
    }

    public List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
