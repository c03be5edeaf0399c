package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.platform.Node;
import dev.gamelan.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which functions exist, on all nodes together. The truth is in the database; a version number guards the copy here. */
@Stateless
public class Catalog {

    @Inject
    private CatalogStore store;

    @Inject
    private Moments moments;

    @Inject
    private Node node;

    @Inject
    private Settings settings;

    /** The time of the caller's transaction, and who is subscribed. */
    public Moment moment() {
        return moments.current();
    }

    /** Failure handlers of functions that do not exist. */
    public List<FunctionDefinition> handlersOfNobody() {
        return moments.current().handlersOfNobody();
    }

    /** Every function that was ever offered, by id; those that are gone have runs that can still be looked at. */
    public List<KnownFunction> known() {
        return store.known();
    }

    /**
     * Asks the database for something small.
     *
     * @throws jakarta.ejb.EJBException when it does not answer
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void touch() {
        store.version();
    }

    /** Before a subscription is made, so that whatever happens then, somebody knows of it. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void announceSubscription(FunctionDefinition function) {
        store.putSubscription(function);
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void offer(FunctionDefinition function) {
        store.bumpVersion(); // first, because its row lock lets nodes that start together take turns
        put(function);
    }

    /** The deployment is complete: what this node offered before and does not have any more is withdrawn. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void settle(Collection<String> functionIds) {
        if (store.withdrawOffersBut(node.name(), functionIds) > 0) {
            store.bumpVersion();
        }
    }

    /** @return this node as it was here before */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Earlier> arrive() {
        Optional<Earlier> earlier = store.node(node.name());
        store.putNode(node.name(), node.incarnation());
        return earlier.filter(before -> !before.incarnation().equals(node.incarnation()));
    }

    /**
     * Tells the other nodes that this one lives.
     *
     * @param local the functions of this node, which are offered again if another node took it for dead meanwhile
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void signOfLife(Collection<FunctionDefinition> local) {
        boolean wasTakenForDead = store.putNode(node.name(), node.incarnation());
        if (wasTakenForDead) {
            local.forEach(this::put);
            store.bumpVersion();
        }
    }

    /**
     * Forgets a node, and withdraws what it offers, if it has been silent for so long that it counts as gone. Its row tells
     * which events it has not offered to those who wait for them, so that has to be seen to before.
     *
     * @return whether it is forgotten
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean forget(Earlier silent) {
        boolean forgotten = store.deleteNode(silent, store.version().now().minus(settings.nodeExpiry()));
        if (forgotten) {
            store.bumpVersion();
        }
        return forgotten;
    }

    private void put(FunctionDefinition function) {
        store.putFunction(function);
        if (function.isSubscriber()) {
            store.putSubscription(function);
        }
        store.putOffer(node.name(), function);
    }

    /** The events that this node accepted before have been offered to those who wait for them. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void offered(Optional<Instant> before) {
        store.putOffered(node.name(), before.orElseGet(() -> store.version().now()));
    }

    /** Other nodes that have given no sign of life for this long, and may be dead. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Earlier> silentFor(Duration silence) {
        return store.silentSince(node.name(), store.version().now().minus(silence));
    }

    /** How many nodes have given a sign of life within a lease. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long livingNodes() {
        return store.seenSince(store.version().now().minus(settings.lease()));
    }

    /** Every server that is not forgotten, by name. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<NodeState> nodes() {
        return store.nodes(node.name(), store.version().now().minus(settings.lease()));
    }

    /**
     * Servers that have a function.
     *
     * @param alive how many of them gave a sign of life within a lease
     */
    public record Servers(int all, int alive) {}

    /** Which servers have this function. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Servers servers(String functionId) {
        return store.servers(functionId, store.version().now().minus(settings.lease()));
    }

    /** Subscriptions on the broker that no function uses any more: it was removed, or its triggers changed. */
    public List<String> abandonedSubscriptions() {
        return store.abandonedSubscriptions();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void subscriptionRemoved(String name) {
        store.deleteSubscription(name);
    }
}
