package dev.gamelan.bench.history;

import static dev.gamelan.bench.history.ListPage.encoded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All lists and searches, from their beginning and from the middle, with what is frequent and what is rare. */
final class ListPages {

    private static final String RUNS = "/v1/runs?";
    private static final String EVENTS = "/v1/events?";
    private static final String RARE = "function_id=" + HistoryRows.RARE_FUNCTION;
    private static final String OTHER = "function_id=bench-fan-5";

    private static final String CEL_OF_MANY = encoded("event.data.amount >= 0");
    private static final String CEL_OF_NONE = encoded("event.data.amount < 0");

    private final List<ListPage> pages = new ArrayList<>();
    private final String hourAgo;
    private final String frequentError;

    private ListPages(Instant end, String frequentError) {
        this.hourAgo = "=" + end.minus(1, ChronoUnit.HOURS);
        this.frequentError = frequentError;
    }

    /**
     * @param end of the history
     * @param frequentError the fingerprint that most failures have
     */
    static List<ListPage> of(Instant end, String frequentError) {
        ListPages pages = new ListPages(end, frequentError);
        pages.addRuns();
        pages.addSearchesOfRuns();
        pages.addEvents();
        pages.addErrorsAndSingles();
        return pages.pages;
    }

    private void addRuns() {
        add("runs: newest", RUNS);
        deep("runs: from the middle", RUNS);
        deep("runs: 100 from the middle", RUNS + "limit=100");
        add("runs: that live", RUNS + "status=Queued&status=Running&status=Waiting");
        deep("runs: completed", RUNS + "status=Completed");
        deep("runs: failed", RUNS + "status=Failed");
        deep("runs: failed or cancelled", RUNS + "status=Failed&status=Cancelled");
        deep("runs: of a function", RUNS + OTHER);
        add("runs: of a rare function", RUNS + RARE);
        deep("runs: of a rare function, from the middle", RUNS + RARE);
        deep("runs: of three functions", RUNS + OTHER + "&function_id=bench-fan-6&" + RARE);
        deep("runs: of a function, completed", RUNS + OTHER + "&status=Completed");
        deep("runs: of a function, failed", RUNS + OTHER + "&status=Failed");
        deep("runs: of a rare function, completed", RUNS + RARE + "&status=Completed");
        each("runs: created within an hour", run -> RUNS + period("queued", run, ChronoUnit.HOURS));
        each(
                "runs: created within a minute, failed",
                run -> RUNS + "status=Failed&" + period("queued", run, ChronoUnit.MINUTES));
        each("runs: ended within a minute", run -> RUNS + period("ended", run, ChronoUnit.MINUTES));
        each(
                "runs: ended within an hour, of a rare function",
                run -> RUNS + RARE + "&" + period("ended", run, ChronoUnit.HOURS));
        each(
                "runs: ended within a minute, of a function",
                run -> RUNS + OTHER + "&" + period("ended", run, ChronoUnit.MINUTES));
        each(
                "runs: ended within a minute, of a function, failed",
                run -> RUNS + OTHER + "&status=Failed&" + period("ended", run, ChronoUnit.MINUTES));
        add("runs: ended in the last hour", RUNS + "ended_after" + hourAgo);
        each("runs: of an event", run -> RUNS + "event_id=" + run.eventId());
        deep("runs: with a frequent error", RUNS + "error=" + frequentError);
        each(
                "runs: with some error",
                run -> RUNS + "error=" + (run.fingerprint() == null ? "0".repeat(32) : run.fingerprint()));
        add("runs: and count of all", RUNS + "count=true");
        add("runs: and count of failed", RUNS + "count=true&status=Failed");
        add("runs: and count, of a function, completed", RUNS + "count=true&status=Completed&" + OTHER);
        add("runs: and count, of the last hour's", RUNS + "count=true&queued_after" + hourAgo);
    }

    private void addSearchesOfRuns() {
        deep("runs: text that many have", RUNS + "text=SKU");
        each("runs: text that one has", run -> RUNS + "text=" + run.orderId());
        deep("runs: text that none has", RUNS + "text=nowhere");
        deep("runs: text that none has, failed", RUNS + "text=nowhere&status=Failed");
        add("runs: text that none has, and count", RUNS + "text=nowhere&count=true");
        deep("runs: CEL of the event, many", RUNS + "cel=" + CEL_OF_MANY);
        each("runs: CEL of the event, few", run -> RUNS + "cel=" + customer(run) + "&cursor=" + run.id());
        deep("runs: CEL of the event, none", RUNS + "cel=" + CEL_OF_NONE);
        deep("runs: CEL of the output, none", RUNS + "cel=" + encoded("output.charged < 0"));
        deep(
                "runs: CEL of the error, of failed, none",
                RUNS + "status=Failed&cel=" + encoded("error.message == 'nowhere'"));
        each("runs: CEL with the event's id", run -> RUNS + "cel=" + encoded("event.id == '" + run.eventId() + "'"));
        add("runs: CEL of the event, none, and count", RUNS + "count=true&cel=" + CEL_OF_NONE);
    }

    private void addEvents() {
        add("events: newest", EVENTS);
        behindEvent("events: from the middle", EVENTS);
        behindEvent("events: 100 from the middle", EVENTS + "limit=100");
        behindEvent("events: of a name", EVENTS + "name=" + encoded(HistoryRows.NAME));
        behindEvent("events: of a rare name", EVENTS + "name=" + encoded(HistoryRows.RARE_NAME));
        each("events: of an hour", run -> EVENTS + period("received", run, ChronoUnit.HOURS));
        each(
                "events: of a rare name and an hour",
                run -> EVENTS + "name=" + encoded(HistoryRows.RARE_NAME) + "&"
                        + period("received", run, ChronoUnit.HOURS));
        each(
                "events: by the sender's id",
                run -> EVENTS + "external_id=" + encoded(run.externalId() == null ? "none" : run.externalId()));
        behindEvent("events: without the server's own", EVENTS + "internal=false");
        add("events: and count of all", EVENTS + "count=true");
        add("events: and count of a name", EVENTS + "count=true&name=" + encoded(HistoryRows.NAME));
        add("events: and count without the server's own", EVENTS + "count=true&internal=false");
        behindEvent("events: text that many have", EVENTS + "text=SKU");
        each("events: text that two have", run -> EVENTS + "text=" + run.orderId());
        behindEvent("events: text that none has", EVENTS + "text=nowhere");
        behindEvent("events: CEL, many", EVENTS + "cel=" + CEL_OF_MANY);
        each("events: CEL, few", run -> EVENTS + "cel=" + customer(run) + "&cursor=" + run.eventId());
        behindEvent("events: CEL, none", EVENTS + "cel=" + CEL_OF_NONE);
        behindEvent(
                "events: CEL with a name, none",
                EVENTS + "cel=" + encoded("event.name == '" + HistoryRows.NAME + "' && event.data.amount < 0"));
    }

    private void addErrorsAndSingles() {
        add("errors: newest", "/v1/errors");
        add("errors: of a function", "/v1/errors?function_id=" + HistoryRows.FAILING_FUNCTION);
        add("errors: of the last hour", "/v1/errors?seen_after" + hourAgo);
        add("errors: one, frequent", "/v1/errors/" + frequentError);
        add("functions: with counts", "/v1/functions?counts=true");
        add("functions: one", "/v1/functions/bench-fan-5");
        each("a run", run -> "/v1/runs/" + run.id());
        each("a run's steps", run -> "/v1/runs/" + run.id() + "/steps");
        each("a run's trace", run -> "/v1/runs/" + run.id() + "/trace");
        each("an event", run -> "/v1/events/" + run.eventId());
        each("an event's runs", run -> "/v1/events/" + run.eventId() + "/runs");
        add("storage", "/v1/storage");
    }

    private void add(String name, String path) {
        pages.add(ListPage.of(name, path));
    }

    private void each(String name, Function<SampledRun, String> path) {
        pages.add(new ListPage(name, path));
    }

    private void deep(String name, String path) {
        each(name, run -> path + "&cursor=" + run.id());
    }

    private void behindEvent(String name, String path) {
        each(name, run -> path + "&cursor=" + run.eventId());
    }

    private static String customer(SampledRun run) {
        return encoded("event.data.customer.id == '" + run.customerId() + "'");
    }

    /** As long as the unit, with this run in its middle. */
    private static String period(String what, SampledRun run, ChronoUnit unit) {
        Instant from = run.queuedAt().minus(unit.getDuration().dividedBy(2));
        return what + "_after=" + from + "&" + what + "_before=" + from.plus(unit.getDuration());
    }
}
