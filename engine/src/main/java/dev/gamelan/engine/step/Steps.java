package dev.gamelan.engine.step;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.MatchPath;
import dev.gamelan.event.Event;
import dev.gamelan.event.EventName;
import dev.gamelan.event.EventPattern;
import dev.gamelan.step.Action;
import dev.gamelan.step.Body;
import dev.gamelan.step.Invocable;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.TypeRef;
import dev.gamelan.step.Wait;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Step} as function authors see it: checks what they give, and leaves the rest to the kinds of steps. */
final class Steps implements Step {

    private static final int MAX_RETRIES = 20;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration INVOCATION = Duration.ofDays(365);

    private final BodySteps bodies;
    private final SideBySideSteps sideBySide;
    private final SendSteps sends;
    private final WaitSteps waits;
    private final int retries;

    Steps(BodySteps bodies, SideBySideSteps sideBySide, SendSteps sends, WaitSteps waits, int retries) {
        this.bodies = bodies;
        this.sideBySide = sideBySide;
        this.sends = sends;
        this.waits = waits;
        this.retries = retries;
    }

    @Override
    public <T> T run(String id, Body<T> body) {
        return this.<T>run(id, body, Lambdas.resultOf(body));
    }

    @Override
    public <T> T run(String id, TypeRef<T> type, Body<T> body) {
        return this.<T>run(id, body, type.type());
    }

    @Override
    public void run(String id, Action action) {
        run(id, bodyOf(action), Void.class);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T run(String id, Body<?> body, Type type) {
        return (T) bodies.run(id, body, type, retries);
    }

    @Override
    public Step withRetries(int number) {
        if (number < 0 || number > MAX_RETRIES) {
            throw Misuse.of("withRetries", "retries must lie between 0 and " + MAX_RETRIES + ", is " + number);
        }
        return new Steps(bodies, sideBySide, sends, waits, number);
    }

    @Override
    public <T> Pending<T> plan(String id, Body<T> body) {
        return sideBySide.plan(id, body, Lambdas.resultOf(body), retries);
    }

    @Override
    public <T> Pending<T> plan(String id, TypeRef<T> type, Body<T> body) {
        return sideBySide.plan(id, body, type.type(), retries);
    }

    @Override
    public Pending<Void> plan(String id, Action action) {
        return sideBySide.plan(id, bodyOf(action), Void.class, retries);
    }

    @Override
    public void joinAll(Pending<?>... steps) {
        sideBySide.joinAll(List.of(steps));
    }

    @Override
    public void joinAll(List<? extends Pending<?>> steps) {
        sideBySide.joinAll(steps);
    }

    @Override
    public <T> T transactional(String id, Body<T> body) {
        return this.<T>transactional(id, body, Lambdas.resultOf(body));
    }

    @Override
    public <T> T transactional(String id, TypeRef<T> type, Body<T> body) {
        return this.<T>transactional(id, body, type.type());
    }

    @Override
    public void transactional(String id, Action action) {
        transactional(id, bodyOf(action), Void.class);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T transactional(String id, Body<?> body, Type type) {
        return (T) bodies.transactional(id, body, type, retries);
    }

    @Override
    public void sleep(String id, Duration duration) {
        checkDuration(id, duration);
        waits.sleep(id, now -> now.plus(notNegative(duration)));
    }

    @Override
    public void sleepUntil(String id, Instant instant) {
        waits.sleep(id, now -> {
            if (instant.isAfter(now.plus(LONGEST))) {
                throw Misuse.of(id, "a sleep can last 366 days; " + instant + " is further away");
            }
            return instant.isBefore(now) ? now : instant; // databases store no year -1000000000
        });
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<T> waitForEvent(String id, Class<T> type, Wait wait) {
        EventName name = type.getAnnotation(EventName.class);
        if (name == null) {
            throw Misuse.of(id, type.getName() + " has no @EventName: annotate it, or wait for an event's name");
        }
        checkWait(id, name.value(), wait);
        return (Optional<T>) waits.waitForEvent(id, name.value(), type, notNegative(wait));
    }

    @Override
    public Optional<Event<JsonObject>> waitForEvent(String id, String eventName, Wait wait) {
        checkWait(id, eventName, wait);
        return waits.waitForEvent(id, eventName, notNegative(wait));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<T> waitForSignal(String id, String signal, Class<T> type, Duration timeout) {
        checkDuration(id, timeout);
        checkSignal(id, signal);
        return (Optional<T>) waits.waitForSignal(id, signal, type, notNegative(timeout));
    }

    @Override
    public boolean sendSignal(String id, String signal, Object data) {
        checkSignal(id, signal);
        return sends.sendSignal(id, signal, data);
    }

    @Override
    public List<String> sendEvent(String id, Object... events) {
        return sends.sendEvent(id, List.of(events));
    }

    @Override
    public <B, P, R> R invoke(String id, Invocable<B, P, R> function, P payload) {
        return this.<R>invoke(id, FunctionReference.of(function), payload);
    }

    @Override
    public <B, P, R> R invoke(String id, Invocable.WithStep<B, P, R> function, P payload) {
        return this.<R>invoke(id, FunctionReference.of(function), payload);
    }

    @Override
    public <R> R invoke(String id, String functionId, Object payload, Class<R> result, Duration timeout) {
        checkInvocation(id, functionId, timeout);
        return this.<R>planInvocation(id, new FunctionReference(functionId, result), payload, timeout)
                .join();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <R> R invoke(String id, FunctionReference function, Object payload) {
        return this.<R>planInvocation(id, function, payload, INVOCATION).join();
    }

    @Override
    public <B, P, R> Pending<R> planInvoke(String id, Invocable<B, P, R> function, P payload) {
        return planInvocation(id, FunctionReference.of(function), payload, INVOCATION);
    }

    @Override
    public <B, P, R> Pending<R> planInvoke(String id, Invocable.WithStep<B, P, R> function, P payload) {
        return planInvocation(id, FunctionReference.of(function), payload, INVOCATION);
    }

    @Override
    public <R> Pending<R> planInvoke(String id, String functionId, Object payload, Class<R> result, Duration timeout) {
        checkInvocation(id, functionId, timeout);
        return planInvocation(id, new FunctionReference(functionId, result), payload, timeout);
    }

    private <R> Pending<R> planInvocation(String id, FunctionReference function, Object payload, Duration timeout) {
        return sideBySide.planInvocation(id, function, payload, notNegative(timeout));
    }

    @Override
    public String idempotencyKey() {
        return Attempts.current("idempotencyKey").idempotencyKey();
    }

    @Override
    public int attempt() {
        return Attempts.current("attempt").attempt();
    }

    private static Body<Void> bodyOf(Action action) {
        return () -> {
            action.run();
            return null;
        };
    }

    private static void checkDuration(String id, Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw Misuse.of(id, "it can last 366 days at most, " + duration + " is longer");
        }
    }

    /** No less than no time: a deadline before everything would have no place in a database. */
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Wait notNegative(Wait wait) {
        return new Wait(notNegative(wait.timeout()), wait.match());
    }

    private static void checkWait(String id, String eventName, Wait wait) {
        checkDuration(id, wait.timeout());
        try {
            new EventPattern(eventName);
            wait.match().ifPresent(MatchPath::check);
        } catch (IllegalArgumentException e) {
            throw Misuse.of(id, e.getMessage());
        }
        if (eventName.endsWith("*")) {
            throw Misuse.of(id, "a wait needs an event name, '" + eventName + "' is a pattern");
        }
    }

    private static void checkInvocation(String id, String functionId, Duration timeout) {
        checkDuration(id, timeout);
        try {
            FunctionDefinition.checkId(functionId);
        } catch (IllegalArgumentException e) {
            throw Misuse.of(id, e.getMessage() + "; give the id of its @DurableFunction");
        }
    }

    private static void checkSignal(String id, String signal) {
        if (signal.isEmpty()
                || signal.length() > StepId.MAX_LENGTH
                || signal.chars().anyMatch(Character::isISOControl)) {
            throw Misuse.of(
                    id, "a signal must have 1 to " + StepId.MAX_LENGTH + " characters and no control characters");
        }
    }
}
