package dev.gamelan.execution;

import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepHost;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.step.SupersededException;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.eventlog.OutgoingEvents;
import dev.gamelan.platform.CrashPoint;
import dev.gamelan.platform.Payloads;
import dev.gamelan.step.Body;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The server, as a call of a Java function sees it. */
final class ContainerSteps implements StepHost {

    private static final System.Logger LOG = System.getLogger(ContainerSteps.class.getName());

    /** Half of the connections that the pool has at most. */
    private static final int MOST_TRANSACTIONS = 16;

    private static final Codec CODEC = new Codec() {
        @Override
        public String write(Object value) {
            return Payloads.toText(value);
        }

        @Override
        public Object read(String json, Type type) {
            return Payloads.fromText(json, type);
        }
    };

    private final Factory server;
    private final Claim claim;
    private final LoggedEvent event;
    private final RunTrace trace;

    /** The keys of the steps that are stored as waiting. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /** What is being recorded and nobody has waited for. */
    private Recorder.Recording underWay;

    private ContainerSteps(Factory server, Claim claim, LoggedEvent event, List<StepRecord> steps) {
        this.server = server;
        this.claim = claim;
        this.event = event;
        this.trace = server.traces.of(claim.runId(), event);
        steps.stream().filter(step -> step.status() == StepStatus.WAITING).forEach(step -> waiting.add(step.key()));
    }

    /** Makes one for each call. */
    @ApplicationScoped
    static class Factory {

        @Inject
        private Recorder recorder;

        @Inject
        private Looks looks;

        @Inject
        private RunTraces traces;

        @Inject
        private SideBySide sideBySide;

        @Inject
        private DatabaseClock clock;

        @EJB
        private RunWork work;

        @EJB
        private Runs runs;

        @Resource
        private UserTransaction transaction;

        private final Semaphore transactions = new Semaphore(MOST_TRANSACTIONS);

        ContainerSteps create(Claim claim, LoggedEvent event, List<StepRecord> steps) {
            return new ContainerSteps(this, claim, event, steps);
        }
    }

    private record Prepared(IncomingEvent event) implements PreparedEvent {
        @Override
        public String id() {
            return event.internalId();
        }
    }

    /** Within the span of the run. */
    <T> T traced(Supplier<T> call) {
        return trace.call(call);
    }

    @Override
    public Object call(StepId step, Body<?> body) throws Exception {
        return trace.call(step, body);
    }

    Set<String> waiting() {
        return waiting;
    }

    Optional<Recorder.Recording> underWay() {
        return Optional.ofNullable(underWay);
    }

    @Override
    public Recording begin(List<StepChange> changes) {
        Recorder.Recording recording =
                server.recorder.begin(new Transition.Progress(claim, event, changes, List.of(), Optional.empty()));
        underWay = recording;
        return () -> {
            checked(recording.await());
            underWay = null;
        };
    }

    @Override
    public Instant now() {
        Instant now = server.clock.now();
        return now.isBefore(claim.claimedAt()) ? claim.claimedAt() : now;
    }

    @Override
    public void record(List<StepChange> changes) {
        progress(changes, List.of(), Optional.empty());
    }

    @Override
    public void record(List<StepChange> changes, List<PreparedEvent> events) {
        List<IncomingEvent> sent =
                events.stream().map(prepared -> ((Prepared) prepared).event()).toList();
        progress(changes, trace.sentBy(changes, sent), Optional.empty());
    }

    private Verdict progress(List<StepChange> changes, List<IncomingEvent> events, Optional<Await> wait) {
        return checked(server.recorder.record(new Transition.Progress(claim, event, changes, events, wait)));
    }

    private Verdict checked(Verdict verdict) {
        if (!verdict.isDone()) {
            throw new SupersededException("run " + claim.runId() + " is over or belongs to another node");
        }
        return verdict;
    }

    @Override
    public PreparedEvent prepare(OutgoingEvent outgoing) {
        try {
            return new Prepared(OutgoingEvents.check(outgoing));
        } catch (EventRejectedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void inTransaction(TransactionBody body) throws Exception {
        // Each holds a connection for as long as its body takes; the pool has to have some left for everything else.
        server.transactions.acquire();
        try {
            server.transaction.begin();
            commit(body.call());
        } finally {
            server.transactions.release();
            if (server.transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                rollBack(server.transaction);
            }
        }
    }

    private void commit(List<StepChange> changes) throws Exception {
        checked(server.work.progressInTransaction(
                new Transition.Progress(claim, event, changes, List.of(), Optional.empty())));
        CrashPoint.at("transaction.written");
        try {
            server.transaction.commit();
            CrashPoint.at("transaction.committed");
        } catch (RollbackException | HeuristicRollbackException e) {
            throw e; // it is certain that nothing was stored
        } catch (Exception e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Run " + claim.runId() + ": nobody knows whether a commit succeeded",
                    e);
            throw new SupersededException("the run starts again and finds out what was stored");
        }
    }

    private static void rollBack(UserTransaction transaction) {
        try {
            transaction.rollback();
        } catch (Exception e) {
            // It has ended already; what made it end is on its way to the caller.
            LOG.log(System.Logger.Level.DEBUG, "No rollback", e);
        }
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait) {
        progress(changes, List.of(), Optional.of(wait));
        waiting.add(wait.step().key());
        CrashPoint.at("waits.committed-before-look");
        return server.looks.resolve(claim, event, wait);
    }

    @Override
    public Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait) {
        Optional<StepRecord> refused =
                progress(changes, List.of(), Optional.of(wait)).step();
        if (refused.isEmpty()) {
            waiting.add(wait.step().key());
        }
        return refused;
    }

    @Override
    public StepRecord giveUp(List<StepChange> changes, StepRecord over) {
        StepRecord step = server.looks.lastLook(claim, event, over);
        return checked(server.recorder.record(new Transition.GiveUp(claim, changes, step)))
                .step()
                .orElseThrow();
    }

    @Override
    public boolean signal(String signal, String json) {
        return server.runs.signal(signal, json).isPresent();
    }

    @Override
    public void sideBySide(List<Runnable> tasks) {
        server.sideBySide.run(tasks);
    }

    @Override
    public Codec codec() {
        return CODEC;
    }
}
