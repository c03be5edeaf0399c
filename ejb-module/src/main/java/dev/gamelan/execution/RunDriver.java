package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.LocalFunction;
import dev.gamelan.database.AfterCommit;
import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.Memo;
import dev.gamelan.engine.step.StepCall;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.SupersededException;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.function.RunContext;
import dev.gamelan.metrics.RunMeters;
import dev.gamelan.platform.CrashPoint;
import dev.gamelan.platform.Settings;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Works on the runs that this node has claimed: calls the function, and records what follows from it. */
@ApplicationScoped
class RunDriver {

    private static final System.Logger LOG = System.getLogger(RunDriver.class.getName());

    /** So many times as many runs as there is room for may wait for the database to store how they ended. */
    private static final int ROUNDS_UNDER_WAY = 4;

    private final Map<String, Claim> running = new ConcurrentHashMap<>();

    /** Functions that had more due work than there was room for. */
    private final Set<String> behind = ConcurrentHashMap.newKeySet();

    /** Functions for which there was no room at all when work was last looked for. */
    private volatile Set<String> full = Set.of();

    @Inject
    private Settings settings;

    @EJB
    private Functions functions;

    @Inject
    private Recorder recorder;

    @Inject
    private Settlement settlement;

    @Inject
    private Looks looks;

    @Inject
    private ContainerSteps.Factory hosts;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private Workers workers;

    @Inject
    private DatabaseClock clock;

    @Inject
    private RunMeters meters;

    /** Whether too many ends of runs were on their way to the database. */
    private final AtomicBoolean wasFull = new AtomicBoolean();

    private volatile Runnable whenDue = () -> {};
    private volatile boolean stopping;
    private Room room;
    private int mostUnderWay;

    @PostConstruct
    void prepare() {
        room = new Room(settings.concurrency(), settings.concurrencyPerFunction());
        mostUnderWay = settings.concurrency() * ROUNDS_UNDER_WAY;
    }

    /** Takes room for one run; whoever got it calls {@link #start} or {@link #giveBack} afterwards. */
    boolean reserve(String functionId) {
        return !stopping && freeUnderWay() > 0 && room.reserve(functionId);
    }

    /** For how many more runs there is patience; when for none, more work is looked for as soon as half of them are through. */
    private int freeUnderWay() {
        int free = mostUnderWay - running.size();
        if (free <= 0) {
            wasFull.set(true);
        }
        return free;
    }

    /** For work that has been claimed already. */
    void reserveAnyway(String functionId) {
        room.reserveAnyway(functionId);
    }

    void giveBack(String functionId) {
        room.giveBack(functionId);
        // One claim for a few runs costs little more than for one.
        boolean worthIt = behind.contains(functionId)
                ? room.isWorthClaiming(functionId)
                : !behind.isEmpty() && room.isWorthClaiming();
        if (worthIt) {
            whenDue.run();
        }
    }

    /**
     * What a claim has shown.
     *
     * @param asked the functions that there was room for
     * @param more those of them that have more due work than that
     */
    void claimed(Set<String> asked, Set<String> more) {
        behind.removeAll(asked);
        behind.addAll(more);
    }

    /** Room at this moment; what is claimed for it may find a little less. */
    Claims.Request request(int most) {
        Set<String> ids = functions.ids();
        Map<String, Integer> quotas = stopping ? Map.of() : room.quotas(ids);
        Set<String> crowded = new HashSet<>(behind);
        crowded.addAll(full);
        full = room.full(ids);
        return new Claims.Request(
                quotas,
                stopping ? 0 : Math.min(most, Math.min(room.free(), freeUnderWay())),
                Set.copyOf(running.keySet()),
                crowded);
    }

    Room room() {
        return room;
    }

    /** Whether this node has the function. */
    boolean has(String functionId) {
        return functions.find(functionId).isPresent();
    }

    /** What to do when work may be due and there may be room for it. */
    void whenDue(Runnable action) {
        whenDue = action;
    }

    /** Runs of these functions are due and not claimed. */
    void workIsDue(Set<String> functionIds) {
        functionIds.stream().filter(functions.ids()::contains).forEach(behind::add);
        whenDue.run();
    }

    void workIsDueAfterCommit() {
        afterCommit.run(whenDue);
    }

    /** Room has been reserved. */
    void start(Assignment assignment) {
        Claim claim = assignment.claim();
        running.put(claim.runId(), claim);
        try {
            workers.execute(() -> drive(assignment));
        } catch (RuntimeException | Error e) {
            // The application is stopping, or there is no thread to be had; the lease ends, and the run is claimed
            // again.
            LOG.log(Level.WARNING, "Run {0} could not be started: {1}", claim.runId(), e);
            giveBack(claim.functionId());
            forget(claim);
        }
    }

    int roomUsed() {
        return room.taken();
    }

    List<Claim> running() {
        return List.copyOf(running.values());
    }

    /** The run is over; if it has been claimed here and not begun yet, it does not begin. */
    void cancelled(String runId) {
        running.remove(runId);
    }

    /** Starts nothing more, and waits for what is going on. */
    void stop(Duration patience) {
        stopping = true;
        long end = System.nanoTime() + patience.toNanos();
        try {
            room.awaitEmpty(patience.toMillis());
            synchronized (running) {
                for (long left = end - System.nanoTime();
                        !running.isEmpty() && left > 0;
                        left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(running, left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drive(Assignment assignment) {
        Claim claim = assignment.claim();
        Optional<Transition.Conclusion> conclusion = Optional.empty();
        try {
            if (running.containsKey(claim.runId()) && !looks.cancelBeforeStart(assignment)) {
                conclusion = work(assignment);
            }
        } catch (SupersededException e) {
            Settlement.superseded(claim);
        } catch (RuntimeException | Error e) {
            // The event could not be read, or a result not be stored: its lease is renewed no more, so it comes back.
            Settlement.cannotGoOn(claim, e);
        }
        Recorder.Recording recording = conclusion.map(recorder::begin).orElse(null);
        // The run leaves room for another while its end is on its way to the database.
        giveBack(claim.functionId());
        if (recording == null) {
            forget(claim);
        } else {
            conclusion.ifPresent(end -> settlement.settle(end, recording, () -> forget(claim)));
        }
    }

    private void forget(Claim claim) {
        running.remove(claim.runId(), claim);
        if (running.size() <= mostUnderWay / 2 && wasFull.compareAndSet(true, false)) {
            whenDue.run();
        }
        if (stopping) {
            synchronized (running) {
                running.notifyAll();
            }
        }
    }

    /** @return how the call has ended; nothing when that is recorded already */
    private Optional<Transition.Conclusion> work(Assignment assignment) {
        Claim claim = assignment.claim();
        LoggedEvent event = assignment.event().orElse(null);
        if (!AttemptPolicy.mayStartAgain(claim.lost())) {
            return Optional.of(Transition.Conclusion.failure(claim, event, AttemptPolicy.crashed(claim.lost())));
        }
        if (event == null) {
            return Optional.of(Transition.Conclusion.failure(
                    claim, null, RunError.of("EventMissing", "event " + claim.eventId() + " is not in the log")));
        }
        LocalFunction function = functions.find(claim.functionId()).orElse(null);
        if (function == null) {
            recorder.record(new Transition.Release(claim)); // its module has just been stopped
            return Optional.empty();
        }
        List<StepRecord> steps = claim.isFirst() ? assignment.steps() : looks.again(claim, event, assignment.steps());
        ContainerSteps host = hosts.create(claim, event, steps);
        AttemptPolicy policy = new AttemptPolicy(
                function.definition().retries(),
                settings.backoff(),
                () -> ThreadLocalRandom.current().nextDouble());
        StepCall call = new StepCall(claim.runId(), claim.attempt(), policy, new Memo(steps), host);
        RunContext context = new RunContext(
                claim.runId(), claim.functionId(), claim.eventId(), claim.attempt(), policy.retries() + 1);
        if (claim.isFirst() && !claim.isRepetition()) {
            meters.called(claim.functionId(), Duration.between(event.dueAt(), clock.now()));
        }
        CrashPoint.at("driver.claimed-before-call");
        Optional<Outcome> outcome = host.traced(() -> invoke(function, new EventCall(event, context, call)));
        CrashPoint.at("driver.called-before-conclusion");
        if (outcome.isEmpty()) {
            recorder.record(new Transition.Release(claim));
        }
        return outcome.map(
                end -> new Transition.Conclusion(claim, event, call.conclude(end), host.waiting(), host.underWay()));
    }

    /**
     * What goes wrong around the function, such as a transaction that it left open, is its failure too.
     *
     * @return nothing when its module was stopped during the call: the container refuses what such a call returns, and that is
     *     not the function's fault
     */
    private Optional<Outcome> invoke(LocalFunction function, EventCall call) {
        try {
            return Optional.of(function.function().invoke(call));
        } catch (RuntimeException e) {
            boolean isThere = functions
                    .find(function.definition().id())
                    .filter(function::equals)
                    .isPresent();
            return isThere ? Optional.of(new Outcome.Thrown(e)) : Optional.empty();
        }
    }
}
