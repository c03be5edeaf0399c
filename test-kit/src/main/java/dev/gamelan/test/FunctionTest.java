package dev.gamelan.test;

import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.time.Backoff;
import dev.gamelan.event.Event;
import dev.gamelan.event.Events;
import dev.gamelan.step.Action;
import dev.gamelan.step.Body;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Runs durable functions in a unit test: without a server, in the test's own thread, by a clock that only the test moves.
 * Three days of waiting take no time, and a test gives the same result whenever it runs.
 *
 * <pre>{@code
 * class OnboardingTest {
 *     final Mailer mailer = mock(Mailer.class);
 *     final FunctionTest test = FunctionTest.of(new Onboarding(mailer));
 *
 *     @Test
 *     void remindsAfterThreeDays() {
 *         TestRun run = test.send(new SignedUp("u1", "ann@example.org"));
 *         assertThat(run.waitsFor(Activated.class)).isTrue();
 *
 *         test.advance(Duration.ofDays(3));
 *
 *         assertThat(run.result()).isEqualTo(new Outcome(true));
 *         assertThat(run.steps()).containsExactly("send-welcome", "activation", "send-reminder");
 *     }
 * }
 * }</pre>
 *
 * <p><b>What is real.</b> The replaying, the memo, the JSON, retries and their delays, sleeps, the matching of events with
 * triggers, waits and cancellations are those of the server: it is the same code. What is stored is kept in memory. Steps that
 * go on side by side in a server are carried out one after the other here, and {@code step.transactional} has no transaction
 * around it.
 *
 * <p><b>When things happen.</b> {@link #send}, {@link #advance}, {@link #signal} and {@link TestRun#cancel} return when nothing
 * more can happen without one of them. Whatever takes time in a server takes none here: a run starts at the moment of its
 * event, and {@code @Timeouts(start)} never strikes.
 *
 * <p>Not thread-safe. Nothing has to be closed.
 */
public final class FunctionTest {

    /** Where every test's clock starts. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private static final System.Logger LOG = System.getLogger(FunctionTest.class.getName());

    private final World world;

    private FunctionTest(World world) {
        this.world = world;
    }

    /**
     * @param beans every {@link dev.gamelan.function.DurableFunction} and {@link dev.gamelan.function.OnFailure} method of theirs
     *     takes part
     * @throws IllegalArgumentException naming everything that would keep them from being compiled or deployed
     */
    public static FunctionTest of(Object... beans) {
        return new FunctionTest(
                new World(FunctionReader.read(beans), START, new AttemptPolicy(0, Backoff.STANDARD, () -> 0)));
    }

    /**
     * Finds functions that do not always take the same way: for every step that a call has stored, the function is called
     * from the top again with the results up to there, as after a crash of the server, and no step is carried out. If it
     * comes to another step than before, the test fails with a message that says which. Steps that go on side by side are
     * carried out in a random order.
     */
    public FunctionTest strict() {
        return strict(new Random().nextLong());
    }

    /** {@link #strict()} with the order that an earlier test has printed. */
    public FunctionTest strict(long seed) {
        LOG.log(System.Logger.Level.INFO, "Strict mode; repeat this order with strict({0,number,#}L)", seed);
        world.strict = Optional.of(new StrictMode(seed));
        return this;
    }

    /** Adds the server's random 0 to 30 s to the delays of retries, from this seed. Without it there is none, so that tests are exact. */
    public FunctionTest withJitter(long seed) {
        world.use(new AttemptPolicy(0, Backoff.STANDARD, new Random(seed)::nextDouble));
        return this;
    }

    // ---- What the test does ----

    /**
     * Sends events, all in one request: they cancel runs, wake those that wait, and start others; in this order.
     *
     * @param events payloads whose type has {@link dev.gamelan.event.EventName}, or
     *     {@link dev.gamelan.event.OutgoingEvent}s. A run of one with a timestamp in the future starts then
     * @return the first run that they started. When there is none, this is no error before it is asked for anything
     * @throws IllegalArgumentException when the server would refuse one of them; then none is sent
     */
    public TestRun send(Object... events) {
        int before = world.runs.size();
        world.send(List.of(events), new ArrayList<>());
        world.goOn();
        Optional<Run> started = world.runs.stream().skip(before).findFirst();
        return new TestRun(
                world,
                () -> started.orElseThrow(() -> new AssertionError(List.of(events) + " started no run. Functions here: "
                        + world.functions().stream()
                                .map(function -> function.id() + " on "
                                        + function.definition().triggers())
                                .toList())));
    }

    /**
     * Deploys another version, as a server does, while runs are alive: they go on with the function that has their function's id, from
     * its first line and with the results that are recorded. Those that need attention are called again; those whose function is
     * not there any more wait until it is deployed again.
     *
     * @param beans instead of all that were under test before
     * @throws IllegalArgumentException as {@link #of} does
     */
    public void redeploy(Object... beans) {
        world.redeploy(FunctionReader.read(beans));
        world.goOn();
    }

    /** Moves the clock, and stops on the way wherever something is due: sleeps, waits, retries, time limits, runs of future events. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back by " + duration.negated());
        }
        world.advanceTo(now().plus(duration));
    }

    /** {@link #advance} up to a moment. */
    public void advanceTo(Instant instant) {
        advance(Duration.between(now(), instant));
    }

    /**
     * Sends a signal.
     *
     * @param data what goes with it; may be null
     * @return whether a run waited for it
     */
    public boolean signal(String name, Object data) {
        boolean received = world.signal(name, world.codec.write(data));
        world.goOn();
        return received;
    }

    // ---- What stands in for something ----

    /**
     * Carries out this body wherever a function carries out a step with this id, by {@code run}, {@code plan} or
     * {@code transactional}.
     *
     * @param id for one repetition of an id, with its number: {@code mail:1}
     */
    public <T> FunctionTest mockStep(String id, Body<T> body) {
        world.doubles.step(id, body);
        return this;
    }

    /** {@link #mockStep(String, Body)} for a step without a result. */
    public FunctionTest mockStep(String id, Action action) {
        return mockStep(id, () -> {
            action.run();
            return null;
        });
    }

    /** Lets attempts of a step fail, before it does anything: {@code failStep("charge").times(2).with(new IOException("busy"))}. */
    public StepFailure failStep(String id) {
        return world.doubles.failure(id);
    }

    /**
     * Stands in for a function that functions under test invoke; also for one of theirs.
     *
     * @param body from the payload, as JSON, to the result. What it throws fails the invocation for good
     */
    public FunctionTest mockFunction(String id, Function<JsonObject, ?> body) {
        world.doubles.function(id, body);
        return this;
    }

    /** {@link #mockFunction(String, Function)} with the payload as this type. */
    public <P> FunctionTest mockFunction(String id, Class<P> payload, Function<P, ?> body) {
        return mockFunction(id, json -> body.apply(payload.cast(world.codec.read(json.toString(), payload))));
    }

    /** For beans that send events without a step: gives them to this test, as {@link #send} does when the bean has returned. */
    public Events events() {
        return new TestEvents(world);
    }

    // ---- What the test sees ----

    /** What time it is; {@link #START} before it was moved. */
    public Instant now() {
        return world.journal.now();
    }

    /** All runs so far, in the order in which they were started; failure handlers and invoked functions too. */
    public List<TestRun> runs() {
        return world.runs.stream().map(run -> new TestRun(world, () -> run)).toList();
    }

    /** The runs of one function. */
    public List<TestRun> runs(String functionId) {
        return runs().stream()
                .filter(run -> run.functionId().equals(functionId))
                .toList();
    }

    /** The events that functions have sent, by {@code step.sendEvent} or through {@link #events()}, in order. */
    public List<Event<JsonObject>> sentEvents() {
        return world.sent.stream().map(AcceptedEvent::toEvent).toList();
    }

    /** The data of those {@link #sentEvents()} that have this type's {@link dev.gamelan.event.EventName}. */
    public <T> List<T> sentEvents(Class<T> type) {
        String name = FunctionReader.nameOf(type);
        return world.sent.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> type.cast(world.codec.read(event.data().toString(), type)))
                .toList();
    }
}
