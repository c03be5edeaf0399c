package dev.gamelan.engine.simulation;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.SupersededException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The database with the server's rules. Every method is one transaction: it happens entirely, and nothing happens beside it.
 * Whoever needs two transactions leaves an obligation in the first one.
 */
class Store {

    private static final Duration LEASE = Duration.ofSeconds(30);

    record Dispatch(Row.Event event) {}

    record Look(Row run, String key) {}

    final List<Row.Event> events = new ArrayList<>();
    final Map<String, Row> runs = new LinkedHashMap<>();
    final Set<Dispatch> dispatches = new LinkedHashSet<>();
    final Set<Row.Event> matches = new LinkedHashSet<>();
    final Set<Look> looks = new LinkedHashSet<>();
    final List<String> violations = new ArrayList<>();

    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private long seq;

    long seq() {
        return seq;
    }

    // ---- Events ----

    void accept(String name, String id) {
        seq++;
        Row.Event event = new Row.Event(seq, id, name, now);
        events.add(event);
        matches.add(event);
        if (name.equals("start")) {
            dispatches.add(new Dispatch(event));
        }
    }

    /** The obligation is the permission to create the run. */
    void admit(Dispatch dispatch) {
        if (dispatches.remove(dispatch)) {
            create("main", dispatch.event(), Optional.empty());
        }
    }

    Row create(String function, Row.Event trigger, Optional<Row.Invoker> invoker) {
        Row run = new Row("r" + runs.size(), function, trigger, invoker, now);
        runs.put(run.id, run);
        return run;
    }

    /** What an event does to the waits there are; doing it twice is harmless. */
    void match(Row.Event event) {
        runs.values().forEach(run -> List.copyOf(run.waits.keySet()).forEach(key -> look(new Look(run, key))));
        matches.remove(event);
    }

    // ---- Waits ----

    /** The wait, and the obligation to look. */
    void await(Row run, long token, List<StepChange> changes, Await.ForEvent wait) {
        record(run, token, changes);
        run.waits.put(wait.step().key(), wait);
        looks.add(new Look(run, wait.step().key()));
    }

    /** @return how the wait has ended, if it has */
    Optional<StepRecord> look(Look look) {
        looks.remove(look);
        Row run = look.run();
        if (run.waits.get(look.key()) instanceof Await.ForEvent wait) {
            find(run, wait.step()).ifPresent(event -> resolve(run, look.key(), resolved(wait.step(), event)));
        }
        return Optional.ofNullable(run.steps.get(look.key()))
                .filter(step -> step.status().isFinal());
    }

    private static StepRecord resolved(StepRecord wait, Row.Event event) {
        return wait.resolvedBy(
                event.id(),
                "{\"id\":\"" + event.id() + "\",\"name\":\"" + event.name() + "\",\"data\":{},\"ts\":"
                        + event.acceptedAt().toEpochMilli() + "}");
    }

    Optional<Row.Event> find(Row run, StepRecord wait) {
        return events.stream()
                .filter(event -> event.seq() > run.trigger.seq())
                .filter(event -> event.name().equals(wait.subject().orElseThrow()))
                .filter(event -> !event.acceptedAt().isAfter(wait.until().orElseThrow()))
                .filter(event -> !run.hasConsumed(event))
                .findFirst();
    }

    StepRecord giveUp(Row run, long token, List<StepChange> changes, StepRecord step) {
        guard(run, token);
        List<StepChange> others = changes.stream()
                .filter(change -> !change.step().key().equals(step.key()))
                .toList();
        record(run, token, others);
        StepRecord stored = run.steps.get(step.key());
        if (!stored.status().isFinal()) {
            Optional<Row.Event> event = step.kind() == StepKind.INVOKE ? Optional.empty() : find(run, stored);
            resolve(run, step.key(), event.map(e -> resolved(stored, e)).orElse(step));
        }
        return run.steps.get(step.key());
    }

    /** The end of what a run waits for, and its wake-up: one commit. */
    private void resolve(Row run, String key, StepRecord step) {
        put(run, step);
        run.waits.remove(key);
        if (run.isReady()) {
            wake(run);
        }
    }

    void wake(Row run) {
        run.due = Optional.of(now);
    }

    // ---- Runs ----

    boolean isClaimable(Row run) {
        return !run.status.isTerminal()
                && run.due.filter(time -> !time.isAfter(now)).isPresent();
    }

    /** Whoever claims gets a new token, which fences off whoever had it before. */
    long claim(Row run) {
        run.token++;
        run.due = Optional.of(now.plus(LEASE));
        run.become(RunStatus.RUNNING);
        return run.token;
    }

    /** Whether this call may still store. */
    boolean isEntitled(Row run, long token) {
        return run.status == RunStatus.RUNNING && run.token == token;
    }

    private void guard(Row run, long token) {
        if (!isEntitled(run, token)) {
            throw new SupersededException(run.id + " is " + run.status + " with token " + run.token);
        }
    }

    void record(Row run, long token, List<StepChange> changes) {
        guard(run, token);
        for (StepChange change : changes) {
            if (change.isNew() == run.steps.containsKey(change.step().key())) {
                violations.add("I-4: " + change + " against "
                        + run.steps.get(change.step().key()));
            }
            put(run, change.step());
        }
    }

    private void put(Row run, StepRecord step) {
        StepRecord before = run.steps.put(step.key(), step);
        if (before != null && before.status().isFinal()) {
            violations.add("I-4: " + run.id + " stores " + step.id() + " again: " + before + ", then " + step);
        }
        if (step.kind() == StepKind.SLEEP
                && step.status().isFinal()
                && step.until().orElseThrow().isAfter(now)) {
            violations.add("I-11: " + run.id + " woke from " + step.id() + " too early");
        }
        if (step.kind() == StepKind.WAIT_FOR_EVENT && step.status().isFinal()) {
            run.ended.add(new Row.Ended(step, seq, now));
        }
    }

    void cancel(Row run) {
        if (!run.status.isTerminal()) {
            end(run, RunStatus.CANCELLED, "");
        }
    }

    void conclude(Row run, long token, Decision decision) {
        record(run, token, decision.changes());
        decision.carryOut(new Decision.Effects() {
            @Override
            public void complete(Decision.Complete complete) {
                run.orphaned = complete.orphaned();
                end(run, RunStatus.COMPLETED, complete.output());
            }

            @Override
            public void suspend(Decision.Suspend suspend) {
                Store.this.suspend(run, suspend);
            }

            @Override
            public void retry(Decision.Retry retry) {
                run.attempt = retry.nextAttempt();
                run.become(RunStatus.QUEUED);
                run.due = Optional.of(now.plus(retry.delay()));
            }

            @Override
            public void fail(Decision.Fail fail) {
                end(run, RunStatus.FAILED, fail.error().message());
            }

            @Override
            public void needsAttention(Decision.NeedsAttention needsAttention) {
                rest(run);
            }
        });
    }

    /** Its waits go on; what ends them wakes nobody. */
    void rest(Row run) {
        run.become(RunStatus.NEEDS_ATTENTION);
        run.due = Optional.empty();
    }

    /** Other code is there. */
    void resume(Row run) {
        if (run.status == RunStatus.NEEDS_ATTENTION) {
            run.become(RunStatus.QUEUED);
            run.due = Optional.of(now);
        }
    }

    private void suspend(Row run, Decision.Suspend suspend) {
        for (Await await : suspend.awaits()) {
            record(run, run.token, List.of(new StepChange(await.step(), true)));
            if (await instanceof Await.Invocation invocation) {
                Row.Invoker invoker = new Row.Invoker(run, invocation.step().key());
                create("child", new Row.Event(++seq, "invoked" + seq, "invoked", now), Optional.of(invoker));
            }
        }
        run.become(RunStatus.WAITING);
        run.attempt = 0;
        run.blocking = suspend.blocking();
        run.due = suspend.wakeUp();
        if (run.isReady()) {
            wake(run); // it ended between the look and this commit
        }
    }

    /** With everything that belongs to it, in one commit. */
    void end(Row run, RunStatus status, String output) {
        run.become(status);
        run.endings++;
        run.output = output;
        run.due = Optional.empty();
        run.waits.clear();
        run.invoker.ifPresent(invoker -> answer(invoker, run));
    }

    private void answer(Row.Invoker invoker, Row child) {
        StepRecord step = invoker.run().steps.get(invoker.key());
        if (!invoker.run().status.isTerminal() && !step.status().isFinal()) {
            resolve(
                    invoker.run(),
                    invoker.key(),
                    child.status == RunStatus.COMPLETED
                            ? step.completed(child.output)
                            : step.failed(RunError.of("RunFailed", child.output)));
        }
    }
}
