package dev.gamelan.metrics;

import java.util.List;

/**
 * Everything that is served. {@code docs/operations.md} has the same as a table, and a test compares them. Labels have few
 * values: ids of functions, and words that are written in the code.
 */
public enum Meter {
    RUNS(Kind.COUNTER, "gamelan_runs_total", List.of("function", "status"), "Runs that came to this status"),
    STEPS(
            Kind.COUNTER,
            "gamelan_steps_total",
            List.of("function", "kind", "outcome"),
            "Steps that ended, and attempts that will be repeated"),
    START_LATENCY(
            Kind.HISTOGRAM,
            "gamelan_start_latency_seconds",
            List.of("function"),
            "From the acceptance of an event to the first call of a function"),
    QUEUE_WAIT(
            Kind.HISTOGRAM,
            "gamelan_queue_wait_seconds",
            List.of("function"),
            "For how long a run that was due waited for its first attempt"),
    RUN_DURATION(
            Kind.HISTOGRAM,
            "gamelan_run_duration_seconds",
            List.of("function"),
            "From the first attempt of a run to its end, sleeps and waits included"),
    STEP_DURATION(
            Kind.HISTOGRAM,
            "gamelan_step_duration_seconds",
            List.of("function"),
            "How long the body of a step took, each attempt by itself"),

    EVENTS(
            Kind.COUNTER,
            "gamelan_events_total",
            List.of("outcome"),
            "Events: accepted, duplicate (their own id was used before), repeated (stored before)"),
    REJECTED_REQUESTS(
            Kind.COUNTER,
            "gamelan_rejected_requests_total",
            List.of("status"),
            "Requests with events of which nothing was stored, by the status of the answer"),

    LIVE_RUNS(
            Kind.GAUGE,
            "gamelan_live_runs",
            List.of("function", "status"),
            "Runs that are not over, in the database: queued, running, waiting (asleep or for an event, a signal, a run)"),
    BACKLOG(
            Kind.GAUGE,
            "gamelan_backlog_runs",
            List.of("function"),
            "Runs that are due and that nobody works on, in the database"),
    OLDEST_DUE(
            Kind.GAUGE,
            "gamelan_oldest_due_seconds",
            List.of("function"),
            "For how long the longest due of the backlog has been due, 0 when there is none"),
    DISPATCHES(
            Kind.GAUGE,
            "gamelan_open_dispatches",
            List.of(),
            "Obligations: events for which a function has still to start a run, in the database"),
    OLDEST_DISPATCH(
            Kind.GAUGE,
            "gamelan_oldest_dispatch_seconds",
            List.of(),
            "How long ago the event of the oldest open obligation was accepted, 0 when there is none"),
    RECONCILED(
            Kind.COUNTER,
            "gamelan_reconciled_dispatches_total",
            List.of(),
            "Obligations that no message had brought in time, met from the database"),
    NODES(Kind.GAUGE, "gamelan_nodes", List.of(), "Servers that gave a sign of life within a lease, in the database"),
    SAMPLE_AGE(
            Kind.GAUGE,
            "gamelan_sample_age_seconds",
            List.of("sample"),
            "How long ago what is said of the database was read there"),

    COMMITS(
            Kind.COUNTER,
            "gamelan_commits_total",
            List.of("outcome"),
            "Transactions of the writers: committed, retried (rolled back and written again), failed"),
    COMMIT_DURATION(
            Kind.HISTOGRAM,
            "gamelan_commit_duration_seconds",
            List.of(),
            "How long a transaction of a writer took that committed"),
    COMMIT_SIZE(
            Kind.HISTOGRAM, "gamelan_commit_batch_size", List.of(), "How many changes a committed transaction held"),
    COMMIT_QUEUE(Kind.GAUGE, "gamelan_commit_queue_length", List.of("lane"), "Changes that wait for a writer"),

    ROOM(Kind.GAUGE, "gamelan_room_size", List.of(), "How many runs this server works on at most"),
    ROOM_USED(Kind.GAUGE, "gamelan_room_used", List.of(), "How many runs this server works on"),
    LEASES(Kind.COUNTER, "gamelan_leases_renewed_total", List.of(), "Leases of runs that this server has renewed"),
    STREAM_CLIENTS(
            Kind.GAUGE, "gamelan_stream_clients", List.of(), "Clients that listen to the live stream of this server"),
    SPANS(
            Kind.COUNTER,
            "gamelan_spans_total",
            List.of("outcome"),
            "Spans: sent, failed (their receiver did not take them), dropped (there were too many)");

    /** How values are added up. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final Kind kind;
    private final String metricName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    private final String description;

    Meter(Kind kind, String metricName, List<String> labels, String description) {
        this.kind = kind;
        this.metricName = metricName;
        this.labels = labels;
        this.description = description;
    }

    public Kind kind() {
        return kind;
    }

    /** Of a histogram, what its series begin with. */
    public String metricName() {
        return metricName;
    }

    /** Without {@code le} of histograms. */
    public List<String> labels() {
        return labels;
    }

    public String description() {
        return description;
    }
}
