package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import java.time.Instant;
import java.util.List;

/**
 * A function, and who offers it.
 *
 * @param changedAt when its definition changed the last time
 * @param nodes that offer it now, by name; none when it has been removed
 */
public record KnownFunction(FunctionDefinition definition, Instant changedAt, List<String> nodes) {

    public KnownFunction {
        nodes = List.copyOf(nodes);
    }
}
