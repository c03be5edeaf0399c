package dev.gamelan.engine.step;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.time.Backoff;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.Step;
import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where functions of the tests are called: a store that is exact about what is new, a clock that stands still, and a log of
 * everything that is stored, one line for each commit.
 */
final class Stage implements StepHost, Codec {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static final Jsonb JSONB = JsonbBuilder.create();

    final Map<String, StepRecord> store = new LinkedHashMap<>();
    final List<String> log = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();

    /** Events and signals that are there already, as a wait finds them. */
    final Map<String, String> arrived = new LinkedHashMap<>();

    Instant now = NOW;
    int retries = 4;
    int functionAttempt;
    StepCall call;

    /** The function: an author's method. */
    interface Author {
        Object call(Step step) throws Exception;
    }

    interface VoidAuthor {
        void call(Step step) throws Exception;
    }

    Stage given(StepRecord... steps) {
        Arrays.stream(steps).forEach(step -> store.put(step.key(), step));
        return this;
    }

    Stage retries(int number) {
        retries = number;
        return this;
    }

    Stage later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Decision callVoid(VoidAuthor function) {
        return call(step -> {
            function.call(step);
            return null;
        });
    }

    /** Calls the function once, as generated code does, and stores what is decided. */
    Decision call(Author function) {
        call = new StepCall(
                "run1",
                functionAttempt,
                new AttemptPolicy(retries, Backoff.STANDARD, () -> 0),
                new Memo(store.values()),
                this);
        Decision decision = call.conclude(outcome(function));
        decisions.add(decision);
        List<String> lines = put(decision.changes());
        if (decision instanceof Decision.Suspend suspend) {
            for (Await await : suspend.awaits()) {
                lines.addAll(put(List.of(new StepChange(await.step(), true))));
            }
        }
        if (decision instanceof Decision.Retry retry) {
            functionAttempt = retry.nextAttempt();
        }
        if (!lines.isEmpty()) {
            log.add("finally " + String.join(", ", lines));
        }
        return decision;
    }

    private Outcome outcome(Author function) {
        try {
            Object value = function.call(call.steps());
            call.returned();
            return new Outcome.Returned(value);
        } catch (Throwable thrown) {
            return new Outcome.Thrown(thrown);
        }
    }

    /** The log so far, which is then empty. */
    List<String> takeLog() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    StepRecord step(String id) {
        return store.get(new StepId(id, 0).key());
    }

    // ---- What the call sees ----

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void record(List<StepChange> changes) {
        log.add(String.join(", ", put(changes)));
    }

    @Override
    public void record(List<StepChange> changes, List<PreparedEvent> events) {
        log.add(String.join(", ", put(changes)) + " with "
                + events.stream().map(PreparedEvent::id).toList());
    }

    @Override
    public PreparedEvent prepare(OutgoingEvent event) {
        if (event.name().startsWith("inngest/")) {
            throw new IllegalArgumentException("name is reserved for internal use: " + event.name());
        }
        return () -> "id of " + event.name();
    }

    @Override
    public void inTransaction(TransactionBody body) throws Exception {
        log.add("begin");
        try {
            log.add("commit " + String.join(", ", put(body.call())));
        } catch (Exception e) {
            log.add("rollback");
            throw e;
        }
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait) {
        log.add("await " + String.join(", ", put(changes))
                + wait.match().map(path -> " by " + path).orElse(""));
        return arrived(wait.step())
                .map(json -> wait.step().resolvedBy("e1", json))
                .map(this::replace);
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait) {
        log.add("await " + String.join(", ", put(changes)));
        return arrived(wait.step())
                .map(why -> wait.step().failed(RunError.of("SignalTaken", why)))
                .map(this::replace);
    }

    @Override
    public StepRecord giveUp(List<StepChange> changes, StepRecord step) {
        Optional<StepRecord> resolved = arrived(step).map(json -> step.resolvedBy("e1", json));
        if (resolved.isPresent()) {
            log.add("kept " + replace(resolved.get()).id().id());
            return resolved.get();
        }
        log.add("give up " + String.join(", ", put(changes)));
        return step;
    }

    private Optional<String> arrived(StepRecord step) {
        return Optional.ofNullable(arrived.get(step.subject().orElse("")));
    }

    @Override
    public boolean signal(String signal, String json) {
        log.add("signal " + signal + " " + json);
        return arrived.containsKey(signal);
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        log.add("side by side: " + tasks.size());
        tasks.forEach(Runnable::run);
    }

    @Override
    public Codec codec() {
        return this;
    }

    private StepRecord replace(StepRecord step) {
        store.put(step.key(), step);
        return step;
    }

    private List<String> put(List<StepChange> changes) {
        List<String> lines = new ArrayList<>();
        for (StepChange change : changes) {
            StepRecord before = store.put(change.step().key(), change.step());
            if (change.isNew() != (before == null)) {
                throw new AssertionError(change + " says isNew, but stored is " + before);
            }
            if (before != null && before.status().isFinal()) {
                throw new AssertionError(change + " replaces " + before);
            }
            lines.add(line(change.step()));
        }
        return lines;
    }

    static String line(StepRecord step) {
        String name = step.id().index() == 0
                ? step.id().id()
                : step.id().id() + ":" + step.id().index();
        String detail = switch (step.status()) {
            case COMPLETED -> step.output().orElseThrow();
            case FAILED -> step.error().orElseThrow().message();
            case RETRYING -> "in " + Duration.between(NOW, step.until().orElseThrow());
            case WAITING -> "until " + Duration.between(NOW, step.until().orElseThrow());
        };
        return step.kind() + " " + name + " " + step.status() + " " + detail;
    }

    // ---- JSON ----

    @Override
    public String write(Object value) {
        try {
            return value == null ? "null" : JSONB.toJson(value);
        } catch (JsonbException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Object read(String json, Type type) {
        try {
            return JSONB.fromJson(json, type);
        } catch (JsonbException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static String event(String name, String data) {
        return Json.createObjectBuilder()
                .add("id", "e1")
                .add("name", name)
                .add("ts", NOW.toEpochMilli())
                .build()
                .toString()
                .replaceFirst("}$", ",\"data\":" + data + "}");
    }

    // ---- What is given ----

    static StepRecord fresh(String id, StepKind kind, StepStatus status) {
        StepId stepId = new StepId(id, 0);
        return StepRecord.of(stepId, stepId.key(), kind, status);
    }

    static StepRecord done(String id, String json) {
        return fresh(id, StepKind.RUN, StepStatus.RETRYING).completed(json);
    }

    static StepRecord failed(String id, String message) {
        return fresh(id, StepKind.RUN, StepStatus.RETRYING).failed(new RunError("java.io.IOException", message, ""));
    }

    static StepRecord retrying(String id, int failures, Duration due) {
        StepRecord step = fresh(id, StepKind.RUN, StepStatus.RETRYING);
        for (int i = 0; i < failures; i++) {
            step = step.retrying(RunError.of("E", "no"), NOW.plus(due));
        }
        return step;
    }
}
