package dev.gamelan.web.rest;

import dev.gamelan.stream.Interest;
import jakarta.ws.rs.BadRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads of which changes somebody wants to be told. */
final class StreamQueries {

    static final Set<String> PARAMETERS = Set.of("topics", "function_id");

    private static final String RUNS = "runs";
    private static final String EVENTS = "events";

    private StreamQueries() {}

    static Interest read(QueryParameters parameters) {
        Set<String> topics = new HashSet<>(
                List.of(parameters.one("topics").orElse(RUNS + "," + EVENTS).split(",", -1)));
        topics.forEach(topic -> {
            if (!topic.equals(RUNS) && !topic.equals(EVENTS)) {
                throw new BadRequestException(
                        "topics must be runs, events, or both with a comma between them; there is no '" + topic + "'");
            }
        });
        return new Interest(
                topics.contains(RUNS), topics.contains(EVENTS), RunQueries.functions(parameters.all("function_id")));
    }
}
