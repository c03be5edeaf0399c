package dev.gamelan.catalog;

import dev.gamelan.deploy.DeployedFunction;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.FunctionRegistry;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The functions that are deployed on this node. */
@Singleton
@LocalBean
@Local(FunctionRegistry.class)
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Functions implements FunctionRegistry {

    /** The function of the server itself: in its own module, so that it is registered before all others. */
    public static final String OWN = "gamelan-bulk";

    private static final System.Logger LOG = System.getLogger(Functions.class.getName());

    private final Map<String, LocalFunction> byId = new ConcurrentHashMap<>();
    private final Set<String> everRegistered = ConcurrentHashMap.newKeySet();
    private volatile long lastRegistration = System.nanoTime();
    private volatile boolean withdrawing;

    @EJB
    private Catalog catalog;

    @Inject
    private Subscriptions subscriptions;

    @Override
    public void register(FunctionDefinition definition, DeployedFunction function) {
        LocalFunction other = byId.putIfAbsent(definition.id(), new LocalFunction(definition, function));
        if (other != null) {
            throw new IllegalStateException("two functions of this application have the id '" + definition.id()
                    + "'; give one of them another @DurableFunction(id = …)");
        }
        everRegistered.add(definition.id());
        if (definition.isSubscriber()) {
            catalog.announceSubscription(definition);
            subscriptions.make(definition);
        }
        catalog.offer(definition);
        lastRegistration = System.nanoTime();
        LOG.log(Level.INFO, "Function {0} listens for {1}", definition.id(), definition.triggers());
    }

    /** Only this node forgets it: a function that comes back after a redeployment has missed nothing. */
    @Override
    public void unregister(String functionId) {
        withdrawing = true;
        byId.remove(functionId);
    }

    /** Whether this application is being undeployed. */
    public boolean isWithdrawing() {
        return withdrawing;
    }

    public Optional<LocalFunction> find(String functionId) {
        return Optional.ofNullable(byId.get(functionId));
    }

    public Set<String> ids() {
        return new TreeSet<>(byId.keySet());
    }

    /** How long ago a function was registered here; while none was, how long this server has been there. */
    public Duration quietFor() {
        return Duration.ofNanos(System.nanoTime() - lastRegistration);
    }

    public List<FunctionDefinition> definitions() {
        return byId.values().stream().map(LocalFunction::definition).toList();
    }

    /**
     * Every function of this deployment, if it can be taken for complete: some time has passed since one was registered that
     * is not the server's own, and it is not being undeployed already.
     */
    public Optional<Set<String>> completeSince(Duration quiet) {
        boolean complete = !withdrawing
                && everRegistered.stream().anyMatch(id -> !id.equals(OWN))
                && quietFor().compareTo(quiet) >= 0;
        return complete ? Optional.of(Set.copyOf(everRegistered)) : Optional.empty();
    }
}
