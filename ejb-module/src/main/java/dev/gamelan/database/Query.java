package dev.gamelan.database;

import java.util.List;

/** A statement that reads, and its parameters in the order in which they stand in it. */
public record Query(String sql, List<Object> parameters) {

    public Query {
        parameters = List.copyOf(parameters);
    }
}
