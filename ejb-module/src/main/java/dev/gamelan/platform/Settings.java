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

    /** How many runs this node works on at once. */
    public int concurrency() {
        return config.getOptionalValue("gamelan.execution.concurrency", Integer.class)
                .orElse(32);
    }

    /** How long a claim on a run holds without a sign of life from its node. */
    public Duration lease() {
        return duration("gamelan.lease", Duration.ofSeconds(30));
    }

    /** How often due work is looked for that no signal announced. */
    public Duration pollInterval() {
        return duration("gamelan.poll.interval", Duration.ofMillis(250));
    }

    /** After this time an event that the broker has not brought to a function is dispatched from the database. */
    public Duration reconcileAfter() {
        return duration("gamelan.reconcile.after", Duration.ofSeconds(30));
    }

    /** How long after the last registration a deployment counts as complete, and absent functions as removed. */
    public Duration deploymentSettles() {
        return duration("gamelan.deployment.settles", Duration.ofSeconds(10));
    }

    /** After this long without a sign of life a node's functions count as gone. */
    public Duration nodeExpiry() {
        return duration("gamelan.node.expiry", Duration.ofMinutes(5));
    }

    /** For how long an event's own id keeps another event of the same id from starting runs. */
    public Duration dedupWindow() {
        return duration("gamelan.events.dedup", Duration.ofHours(24));
    }

    /** The delays between attempts; {@code gamelan.retry.interval} makes them all the same, for development. */
    public Backoff backoff() {
        return config.getOptionalValue("gamelan.retry.interval", Duration.class)
                .map(Backoff::flat)
                .orElse(Backoff.STANDARD);
    }

    private Duration duration(String name, Duration otherwise) {
        return config.getOptionalValue(name, Duration.class).orElse(otherwise);
    }
}
