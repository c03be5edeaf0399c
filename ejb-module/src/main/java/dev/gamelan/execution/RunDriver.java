package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.LocalFunction;
import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.run.Decision;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private Instance<RequestContextController> requestContexts;

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
        RunTask task = new RunTask(() -> drive(claim), () -> end(claim));
        try {
            executor.execute(task);
        } catch (RuntimeException | Error e) {
            // The application is stopping, or there is no thread to be had; the lease ends, and the run is claimed
            // again.
            LOG.log(Level.WARNING, "Run {0} could not be started: {1}", claim.runId(), e);
            task.undo();
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
            // The event could not be read, or the result not be stored: its lease is renewed no more, so it comes back.
            LOG.log(Level.ERROR, "Run " + claim.runId() + " could not be worked on and will be claimed again", e);
        } finally {
            end(claim);
        }
    }

    private void end(Claim claim) {
        running.remove(claim.runId());
        giveBack();
    }

    private Decision attempt(Claim claim, LocalFunction function) {
        Optional<LoggedEvent> event = eventLog.find(claim.eventId());
        if (event.isEmpty()) {
            return new Decision.Fail(RunError.of("EventMissing", "event " + claim.eventId() + " is not in the log"));
        }
        AttemptPolicy policy = new AttemptPolicy(function.definition().retries(), settings.backoff());
        Outcome outcome = invoke(function, new EventCall(event.get(), context(claim, function.definition())));
        if (outcome instanceof Outcome.Returned returned) {
            try {
                return new Decision.Complete(Payloads.toText(returned.value()));
            } catch (RuntimeException e) {
                outcome = new Outcome.Thrown(new NonRetriableException(
                        "the result of function " + claim.functionId() + " " + e.getMessage(), e));
            }
        }
        Throwable thrown = ((Outcome.Thrown) outcome).error();
        return policy.failed(
                thrown, claim.attempt(), ThreadLocalRandom.current().nextDouble());
    }

    /** What goes wrong around the function, such as a transaction that it left open, is its failure too. */
    private Outcome invoke(LocalFunction function, FunctionCall call) {
        // One for each call: the controller remembers whether it was the one that activated.
        RequestContextController requestContext = requestContexts.get();
        boolean activated = requestContext.activate();
        try {
            return function.function().invoke(call);
        } catch (RuntimeException e) {
            return new Outcome.Thrown(e);
        } finally {
            if (activated) {
                requestContext.deactivate();
            }
            requestContexts.destroy(requestContext);
        }
    }

    private static RunContext context(Claim claim, FunctionDefinition function) {
        return new RunContext(
                claim.runId(), claim.functionId(), claim.eventId(), claim.attempt(), function.retries() + 1);
    }
}
