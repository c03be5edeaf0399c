package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every function that some node offers, as of one version of the catalog. */
final class Subscribers {

    private static final int CACHED_NAMES = 10_000;

    private final long version;
    private final List<FunctionDefinition> functions;
    private final Map<String, FunctionDefinition> byId = new HashMap<>();
    private final Map<String, List<String>> idsByEventName = new ConcurrentHashMap<>();

    Subscribers(long version, List<FunctionDefinition> functions) {
        this.version = version;
        this.functions = functions;
        functions.forEach(function -> byId.put(function.id(), function));
    }

    long version() {
        return version;
    }

    /** The ids of the functions that an event of this name starts. */
    List<String> of(String eventName) {
        List<String> known = idsByEventName.get(eventName);
        if (known != null) {
            return known;
        }
        List<String> ids = functions.stream()
                .filter(function -> function.isTriggeredBy(eventName))
                .map(FunctionDefinition::id)
                .toList();
        if (idsByEventName.size() < CACHED_NAMES) {
            idsByEventName.put(eventName, ids);
        }
        return ids;
    }

    /** The ids of the functions that the failure of this one starts: handlers listen for one function each. */
    List<String> ofFailure(String failedFunction) {
        return functions.stream()
                .filter(function -> function.isTriggeredBy(FunctionDefinition.FAILED_EVENT)
                        && function.failureOf().map(failedFunction::equals).orElse(true))
                .map(FunctionDefinition::id)
                .toList();
    }

    /** The failure handlers that will never run, because nobody offers the function that they are for. */
    List<FunctionDefinition> handlersOfNobody() {
        return functions.stream()
                .filter(function -> function.failureOf()
                        .filter(handled -> !byId.containsKey(handled))
                        .isPresent())
                .toList();
    }

    Optional<FunctionDefinition> find(String functionId) {
        return Optional.ofNullable(byId.get(functionId));
    }
}
