package dev.gamelan.retention;

import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How long what is over is kept: settings with the prefix {@code gamelan.retention.}, which {@code docs/operations.md} lists. A
 * name that means nothing is refused like a value that cannot be read: whoever writes one believes that something is kept.
 */
@ApplicationScoped
class Limits {

    /** An event has to be there until everybody has been told of it who may wait for it, by other nodes if its own has died. */
    private static final Duration SHORTEST_FOR_EVENTS = Duration.ofHours(1);

    private static final Duration SHORTEST_FOR_RUNS = Duration.ofMillis(1);

    private static final String PREFIX = "gamelan.retention.";
    private static final String EVENTS = PREFIX + "events";
    private static final String RUNS = PREFIX + "runs";
    private static final String FUNCTION = PREFIX + "function.";
    private static final String JOBS = PREFIX + "bulk";
    private static final String DEFAULT_OF_JOBS = "P90D";
    private static final String DEFAULT = "P30D";

    private static final List<RunStatus> ENDS =
            Arrays.stream(RunStatus.values()).filter(RunStatus::isTerminal).toList();

    private static final Pattern KNOWN =
            Pattern.compile(Pattern.quote(PREFIX) + "(events|bulk|(runs|function\\.[A-Za-z0-9_-]{1,128})(\\."
                    + ENDS.stream().map(Limits::word).collect(Collectors.joining("|", "(", ")")) + ")?)");

    /** How environment variables are written that set the same. */
    private static final String PREFIX_IN_ENVIRONMENT = "GAMELAN_RETENTION_";

    private static final String EVENTS_IN_ENVIRONMENT = PREFIX_IN_ENVIRONMENT + "EVENTS";

    private final Function<String, Optional<String>> settings;
    private final Limit events;
    private final Limit jobs;

    Limits() {
        this(ConfigProvider.getConfig());
    }

    private Limits(Config config) {
        this(config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
    }

    /**
     * @param names of everything that is set; those of functions may be missing if the environment sets them
     * @throws IllegalStateException naming the setting that is wrong, and what it can be
     */
    Limits(Iterable<String> names, Function<String, Optional<String>> settings) {
        this.settings = settings;
        this.events = find(EVENTS, SHORTEST_FOR_EVENTS).orElseGet(() -> parse(EVENTS, DEFAULT, SHORTEST_FOR_EVENTS));
        this.jobs = find(JOBS, SHORTEST_FOR_RUNS).orElseGet(() -> parse(JOBS, DEFAULT_OF_JOBS, SHORTEST_FOR_RUNS));
        ENDS.forEach(this::ofRuns);
        names.forEach(this::check);
    }

    private void check(String name) {
        boolean isOurs = name.startsWith(PREFIX);
        if (isOurs && !KNOWN.matcher(name).matches()) {
            throw new IllegalStateException(
                    name + " is no setting; there are " + EVENTS + ", " + JOBS + ", " + RUNS + " and " + FUNCTION
                            + "<function's id>, the last two also with "
                            + ENDS.stream().map(end -> "." + word(end)).collect(Collectors.joining(", ")));
        }
        if (isOurs || name.startsWith(PREFIX_IN_ENVIRONMENT)) {
            boolean ofEvents = name.equals(EVENTS) || name.equals(EVENTS_IN_ENVIRONMENT);
            find(name, ofEvents ? SHORTEST_FOR_EVENTS : SHORTEST_FOR_RUNS);
        }
    }

    /** From when an event was accepted. */
    Limit ofEvents() {
        return events;
    }

    /** From the end of a bulk job. */
    Limit ofJobs() {
        return jobs;
    }

    /** From the end of a run; what holds for functions of which nothing is said. */
    Limit ofRuns(RunStatus end) {
        return first(RUNS + "." + word(end), RUNS);
    }

    /** From the end of a run. */
    Limit ofRuns(String functionId, RunStatus end) {
        String function = FUNCTION + functionId;
        return first(function + "." + word(end), function, RUNS + "." + word(end), RUNS);
    }

    private Limit first(String... names) {
        return Stream.of(names)
                .flatMap(name -> find(name, SHORTEST_FOR_RUNS).stream())
                .findFirst()
                .orElseGet(() -> parse(RUNS, DEFAULT, SHORTEST_FOR_RUNS));
    }

    private Optional<Limit> find(String name, Duration shortest) {
        return settings.apply(name).map(text -> parse(name, text, shortest));
    }

    private static Limit parse(String name, String text, Duration shortest) {
        return Limit.parse(name, text, shortest);
    }

    private static String word(RunStatus end) {
        return end.name().toLowerCase(Locale.ROOT);
    }
}
