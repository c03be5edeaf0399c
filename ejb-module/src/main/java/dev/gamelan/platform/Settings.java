package dev.gamelan.platform;

import dev.gamelan.engine.time.Backoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** What can be set with MicroProfile Config, prefix {@code gamelan.}; read once. {@code docs/operations.md} lists them. */
@ApplicationScoped
public class Settings {

    private final Config config = ConfigProvider.getConfig();
    private final int concurrency = number("gamelan.execution.concurrency", 256);
    private final int concurrencyPerFunction =
            number("gamelan.execution.concurrency-per-function", Math.max(1, concurrency * 3 / 4));
    private final int writers = number("gamelan.commit.writers", 2);
    private final Duration writerPatience = duration("gamelan.commit.patience", Duration.ofMinutes(2));
    private final Duration lease = duration("gamelan.lease", Duration.ofSeconds(30));
    private final Duration pollInterval = duration("gamelan.poll.interval", Duration.ofMillis(250));
    private final Duration housekeepingInterval = duration("gamelan.housekeeping.interval", Duration.ofSeconds(5));
    private final Duration reconcileAfter = duration("gamelan.reconcile.after", Duration.ofSeconds(30));
    private final Duration deploymentSettles = duration("gamelan.deployment.settles", Duration.ofSeconds(10));
    private final Duration nodeExpiry = duration("gamelan.node.expiry", Duration.ofMinutes(5));
    private final Duration dedupWindow = duration("gamelan.events.dedup", Duration.ofHours(24));
    private final int streamClients = number("gamelan.stream.clients", 100);
    private final Backoff backoff = config.getOptionalValue("gamelan.retry.interval", Duration.class)
            .map(Backoff::flat)
            .orElse(Backoff.STANDARD);

    /** How many runs this node works on at once. */
    public int concurrency() {
        return concurrency;
    }

    /** How many runs of one function this node works on at once, so that a slow function leaves room for others. */
    public int concurrencyPerFunction() {
        return concurrencyPerFunction;
    }

    /** How many threads write changes of state to the database. */
    public int writers() {
        return writers;
    }

    /** After this long without an end of any attempt to write, while the database answers, a writer counts as dead. */
    public Duration writerPatience() {
        return writerPatience;
    }

    /** How long a claim on a run holds without a sign of life from its node. */
    public Duration lease() {
        return lease;
    }

    /** How often due work is looked for that no signal announced. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** How often it is looked whether something has to be put right; a node gives its sign of life as often. */
    public Duration housekeepingInterval() {
        return housekeepingInterval;
    }

    /** After this time an event that the broker has not brought to a function is dispatched from the database. */
    public Duration reconcileAfter() {
        return reconcileAfter;
    }

    /** How long after the last registration a deployment counts as complete, and absent functions as removed. */
    public Duration deploymentSettles() {
        return deploymentSettles;
    }

    /** After this long without a sign of life a node's functions count as gone. */
    public Duration nodeExpiry() {
        return nodeExpiry;
    }

    /** For how long an event's own id keeps another event of the same id from starting runs. */
    public Duration dedupWindow() {
        return dedupWindow;
    }

    /** How many clients may listen to the live stream of this node at once. */
    public int streamClients() {
        return streamClients;
    }

    /** The delays between attempts; {@code gamelan.retry.interval} makes them all the same, for development. */
    public Backoff backoff() {
        return backoff;
    }

    private int number(String name, int otherwise) {
        int value = config.getOptionalValue(name, Integer.class).orElse(otherwise);
        if (value < 1) {
            throw new IllegalStateException(name + " is " + value + "; it has to be at least 1");
        }
        return value;
    }

    private Duration duration(String name, Duration otherwise) {
        Duration value = config.getOptionalValue(name, Duration.class).orElse(otherwise);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalStateException(name + " is " + value + "; it has to be longer than nothing, such as PT1S");
        }
        return value;
    }
}
