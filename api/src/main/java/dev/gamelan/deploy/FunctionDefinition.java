package dev.gamelan.deploy;

import dev.gamelan.event.EventPattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the server knows of a function before it runs.
 *
 * @param id see {@link dev.gamelan.function.DurableFunction#id()}
 * @param name for people; at most 255 characters, none of them a control character
 * @param retries 0 to 20
 * @param triggers at most 10, without repetition; none for a function that is only invoked
 * @param cancellations at most 5
 * @param timeLimits how long a run may take
 * @param failureOf the function whose failures this one handles
 * @param isReplayable see {@link dev.gamelan.function.DurableFunction#replayable()}
 */
public record FunctionDefinition(
        String id,
        String name,
        int retries,
        List<EventPattern> triggers,
        List<Cancellation> cancellations,
        TimeLimits timeLimits,
        Optional<String> failureOf,
        boolean isReplayable) {

    /** What a failure handler listens for. */
    public static final String FAILED_EVENT = "inngest/function.failed";

    /** The message property that carries the event's name; selectors look at it. */
    public static final String EVENT_NAME_PROPERTY = "eventName";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_RETRIES = 20;
    private static final int MAX_TRIGGERS = 10;
    private static final int MAX_CANCELLATIONS = 5;

    /** @throws IllegalArgumentException when it cannot be the id of a function */
    public static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a function's id has 1 to 128 characters out of letters, digits, '-' and '_'; " + shown(id)
                            + " cannot be one");
        }
    }

    private static String shown(String id) {
        String start = id.length() <= MAX_NAME_LENGTH ? id : id.substring(0, MAX_NAME_LENGTH) + "…";
        return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    /** @throws IllegalArgumentException naming every member that breaks its limit */
    public FunctionDefinition {
        triggers = triggers.stream().distinct().toList();
        cancellations = cancellations.stream().distinct().toList();
        List<String> problems = new ArrayList<>();
        if (!ID.matcher(id).matches()) {
            problems.add("id '" + id + "' must have 1 to 128 characters out of letters, digits, '-' and '_'");
        }
        if (name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            problems.add("name must have at most " + MAX_NAME_LENGTH + " characters and no control characters");
        }
        if (retries < 0 || retries > MAX_RETRIES) {
            problems.add("retries must lie between 0 and " + MAX_RETRIES + ", is " + retries);
        }
        if (triggers.size() > MAX_TRIGGERS) {
            problems.add("a function can have up to " + MAX_TRIGGERS + " @OnEvent, has " + triggers.size());
        }
        if (cancellations.size() > MAX_CANCELLATIONS) {
            problems.add("a function can have up to " + MAX_CANCELLATIONS + " @CancelOn, has " + cancellations.size());
        }
        failureOf
                .filter(handled -> !ID.matcher(handled).matches())
                .ifPresent(handled -> problems.add("'" + handled + "' cannot be the id of a function"));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        name = name.isEmpty() ? id : name;
    }

    /** A function that only has an id, a name, retries and triggers. */
    public FunctionDefinition(String id, String name, int retries, List<EventPattern> triggers) {
        this(id, name, retries, triggers, List.of(), TimeLimits.NONE, Optional.empty(), true);
    }

    /** Whether events start it; if not, it has no subscription. */
    public boolean isSubscriber() {
        return !triggers.isEmpty();
    }

    public boolean isTriggeredBy(String eventName) {
        return triggers.stream().anyMatch(trigger -> trigger.matches(eventName));
    }

    /** The selector of this function's subscription; the same in whatever order the triggers are written. */
    public String selector() {
        return triggers.stream()
                .map(trigger -> trigger.toSelector(EVENT_NAME_PROPERTY))
                .sorted()
                .collect(Collectors.joining(" OR "));
    }

    /**
     * The name of this function's durable subscription. It changes with the triggers, because the resource adapter
     * deletes a subscription, pending messages and all, when it comes back with another selector. The old one is removed
     * by housekeeping, and what it held is dispatched from the database.
     */
    public String subscription() {
        return "gamelan-" + id + "-" + digest(selector());
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
