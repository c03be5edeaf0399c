package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.LocalFunction;
import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.Decision;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.RunContext;
import dev.gamelan.platform.Payloads;
import dev.gamelan.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Works on the runs that this node has claimed: calls the function, decides, records. */
@ApplicationScoped
class RunDriver {

    private static final System.Logger LOG = System.getLogger(RunDriver.class.getName());

    private final Map<String, Claim> running = new ConcurrentHashMap<>();

    @Inject
    private Settings settings;

    @EJB
    private Functions functions;

    @EJB
    private EventLog eventLog;

    @EJB
    private Runs runs;

    @Inject
    private Recorder recorder;

    @Inject
    private RequestContextController requestContext;

    @Resource
    private ManagedExecutorService executor;

    private volatile Runnable whenRoom = () -> {};
    private volatile boolean stopping;
    private Semaphore room;

    @PostConstruct
    void prepare() {
        room = new Semaphore(settings.concurrency());
    }

    /** Takes room for one run; whoever got it calls {@link #start} or {@link #giveBack} afterwards. */
    boolean reserve() {
        return !stopping && room.tryAcquire();
    }

    /** Takes room for as many runs as possible. */
    int reserveAll(int most) {
        int reserved = 0;
        while (reserved < most && reserve()) {
            reserved++;
        }
        return reserved;
    }

    void giveBack() {
        room.release();
        whenRoom.run();
    }

    /** Gives back room that was taken and not needed; nothing has ended, so nobody needs to be told. */
    void giveBackUnused(int places) {
        room.release(places);
    }

    void start(Claim claim) {
        running.put(claim.runId(), claim);
        try {
            executor.execute(() -> drive(claim));
        } catch (RejectedExecutionException e) {
            // The application is stopping; the claim's lease ends and another node, or the next start, takes over.
            running.remove(claim.runId());
            room.release();
        }
    }

    /** What to do when there is room again. */
    void whenRoom(Runnable action) {
        whenRoom = action;
    }

    List<Claim> running() {
        return List.copyOf(running.values());
    }

    /** Starts nothing more, and waits for what is going on. */
    void stop(Duration patience) {
        stopping = true;
        try {
            if (room.tryAcquire(settings.concurrency(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                room.release(settings.concurrency());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drive(Claim claim) {
        try {
            Optional<LocalFunction> function = functions.find(claim.functionId());
            if (function.isEmpty()) {
                runs.release(List.of(claim)); // its module has just been stopped
            } else if (!recorder.record(claim, attempt(claim, function.get()))) {
                LOG.log(
                        Level.WARNING,
                        "Run {0}: the result of attempt {1} came too late, another node has taken over; it is dropped",
                        claim.runId(),
                        claim.attempt());
            }
        } catch (RuntimeException | Error e) {
            // Its lease is renewed no more, so it comes back.
            LOG.log(Level.ERROR, "Run " + claim.runId() + " could not be worked on and will be claimed again", e);
        } finally {
            running.remove(claim.runId());
            giveBack();
        }
    }

    private Decision attempt(Claim claim, LocalFunction function) {
        AttemptPolicy policy = new AttemptPolicy(function.definition().retries(), settings.backoff());
        FunctionCall call = call(claim, function.definition());
        boolean activated = requestContext.activate();
        Outcome outcome;
        try {
            outcome = function.function().invoke(call);
        } finally {
            if (activated) {
                requestContext.deactivate();
            }
        }
        if (outcome instanceof Outcome.Returned returned) {
            try {
                return new Decision.Complete(Payloads.toText(returned.value()));
            } catch (IllegalArgumentException e) {
                outcome = new Outcome.Thrown(new NonRetriableException(
                        "the result of function " + claim.functionId() + " " + e.getMessage(), e));
            }
        }
        Throwable thrown = ((Outcome.Thrown) outcome).error();
        return policy.failed(
                thrown, claim.attempt(), ThreadLocalRandom.current().nextDouble());
    }

    private FunctionCall call(Claim claim, FunctionDefinition function) {
        return new EventCall(
                eventLog.find(claim.eventId())
                        .orElseThrow(() -> new IllegalStateException(
                                "event " + claim.eventId() + " of run " + claim.runId() + " is not in the log")),
                new RunContext(
                        claim.runId(), claim.functionId(), claim.eventId(), claim.attempt(), function.retries() + 1));
    }
}
