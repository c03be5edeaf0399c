package dev.gamelan.housekeeping;

import dev.gamelan.catalog.Catalog;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import java.lang.System.Logger.Level;

/**
 * Removes durable subscriptions that no function uses any more, because the function was removed or listens for something
 * else now. One that stayed would collect messages until the broker's disk is full. What it held is not lost: the
 * obligations are in the database.
 */
@ApplicationScoped
class SubscriptionRemover {

    private static final System.Logger LOG = System.getLogger(SubscriptionRemover.class.getName());

    @EJB
    private Catalog catalog;

    @Resource(lookup = "jms/gamelan")
    private ConnectionFactory connections;

    void removeAbandoned() {
        for (String name : catalog.abandonedSubscriptions()) {
            if (remove(name)) {
                catalog.subscriptionRemoved(name);
                LOG.log(Level.INFO, "Subscription {0} removed, no function uses it", name);
            }
        }
    }

    /** @return false when somebody still listens: a node that has not been told yet; it is tried again later */
    private boolean remove(String name) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.unsubscribe(name);
            return true;
        } catch (InvalidDestinationRuntimeException e) {
            return true; // it is not there, or was never made
        } catch (IllegalStateRuntimeException e) {
            LOG.log(Level.DEBUG, "Subscription {0} is still in use: {1}", name, e.getMessage());
            return false;
        }
    }
}
