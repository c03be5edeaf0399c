package dev.gamelan.diagnostics;

import java.util.List;

/**
 * A setting that {@code docs/operations.md} lists.
 *
 * @param otherwise what holds when it is not set, for people
 */
record KnownSetting(String name, String otherwise, String about) {

    static final List<KnownSetting> ALL = List.of(
            of("gamelan.execution.concurrency", "256", "How many runs a server works on at once"),
            of(
                    "gamelan.execution.concurrency-per-function",
                    "three quarters",
                    "How many of them may be of one function"),
            of("gamelan.commit.writers", "2", "Threads that write changes of state"),
            of("gamelan.commit.patience", "PT2M", "After this long without a commit the server counts as stuck"),
            of("gamelan.lease", "PT30S", "How long a run counts as being worked on without a sign of life"),
            of("gamelan.poll.interval", "PT0.25S", "How often due work is looked for that nothing announces"),
            of(
                    "gamelan.retry.interval",
                    "15 s, 30 s, 1 min, …",
                    "The delay before each retry, if all are to be the same"),
            of("gamelan.housekeeping.interval", "PT5S", "How often a server gives its sign of life and looks around"),
            of("gamelan.reconcile.after", "PT30S", "When an event is dispatched that the broker has not brought"),
            of("gamelan.events.dedup", "PT24H", "How long an event's id keeps others with this id from starting runs"),
            of("gamelan.retention.events", "P30D", "How long events are kept"),
            of("gamelan.retention.runs", "P30D", "How long runs are kept after their end"),
            of("gamelan.retention.bulk", "P90D", "How long bulk jobs are kept after their end"),
            of("gamelan.deployment.settles", "PT10S", "When functions that have not registered count as removed"),
            of("gamelan.stream.clients", "100", "How many clients may listen to the live stream of a server"),
            of("gamelan.node", "instance, host and directory", "The server's name"),
            of("gamelan.node.expiry", "PT5M", "After this long without a sign of life a server is forgotten"),
            of("gamelan.examples.smtp", "none", "A mail server for the example that sends mail"));

    private static KnownSetting of(String name, String otherwise, String about) {
        return new KnownSetting(name, otherwise, about);
    }
}
