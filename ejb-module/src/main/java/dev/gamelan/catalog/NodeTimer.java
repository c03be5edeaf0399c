package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.metrics.Meter;
import dev.gamelan.metrics.Meters;
import dev.gamelan.metrics.Samples;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Settings;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/** This node's signs of life, and the moment when its deployment is complete. */
@Startup
@Singleton
@DependsOn("Schema")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeTimer {

    private static final System.Logger LOG = System.getLogger(NodeTimer.class.getName());

    @EJB
    private Catalog catalog;

    @EJB
    private Functions functions;

    @Inject
    private Settings settings;

    @Inject
    private Workers workers;

    @Inject
    private Samples samples;

    @Inject
    private Meters meters;

    private Optional<Earlier> earlier = Optional.empty();
    private Pulse pulse;
    private ScheduledFuture<?> beats;
    private Samples.Watch<Long> nodes;
    private boolean settled;

    @PostConstruct
    void start() {
        pulse = new Pulse("Sign of life", workers, this::beat);
        // At once: a node that was down for long must not find its own offers expired.
        earlier = catalog.arrive();
        nodes = samples.watch("nodes", catalog::livingNodes, 1L);
        meters.gauge(Meter.NODES, nodes::latest);
        beats = workers.every(settings.housekeepingInterval(), pulse::request);
    }

    /** This node in its life before this one. */
    public Optional<Earlier> earlier() {
        return earlier;
    }

    @PreDestroy
    void stop() {
        beats.cancel(false);
        nodes.stop();
        pulse.stop();
    }

    private void beat() {
        if (!settled) {
            functions.completeSince(settings.deploymentSettles()).ifPresent(complete -> {
                catalog.settle(complete);
                settled = true;
                warnOfHandlersOfNobody();
            });
        }
        catalog.signOfLife(functions.definitions());
    }

    /** Not earlier: a module that comes later, or another node, may have the function. */
    private void warnOfHandlersOfNobody() {
        for (FunctionDefinition handler : catalog.handlersOfNobody()) {
            LOG.log(
                    Level.WARNING,
                    "Function {0} is there for failures of ''{1}'', which no server offers, and will not run: correct the id"
                            + " in its @OnFailure, or deploy that function",
                    handler.id(),
                    handler.failureOf().orElseThrow());
        }
    }
}
