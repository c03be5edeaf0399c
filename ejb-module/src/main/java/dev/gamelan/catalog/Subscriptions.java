package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Topic;
import java.lang.System.Logger.Level;

/** The durable subscriptions on the broker: there before they are needed, gone when nobody needs them. */
@ApplicationScoped
public class Subscriptions {

    private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());

    @EJB
    private Catalog catalog;

    @Resource(lookup = "jms/gamelan")
    private ConnectionFactory connections;

    @Resource(lookup = "jms/gamelan.events")
    private Topic topic;

    /**
     * Makes the function's subscription, if it is not there. Its message-driven bean would do so too, but some time later:
     * what the topic is told in between would only be found by the reconciler. A broker that is down does not matter.
     */
    void make(FunctionDefinition function) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createSharedDurableConsumer(topic, function.subscription(), function.selector())
                    .close();
        } catch (JMSRuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Function {0}: the broker does not answer ({1}); events are dispatched from the database until it does",
                    function.id(),
                    e.getMessage());
        }
    }

    /**
     * Removes subscriptions that no function uses any more, because the function was removed or listens for something else
     * now. One that stayed would collect messages until the broker's disk is full. What it held is not lost: the
     * obligations are in the database.
     */
    public void removeAbandoned() {
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
        } catch (JMSRuntimeException e) {
            // In use (IllegalStateRuntimeException), or the broker does not answer.
            LOG.log(Level.DEBUG, "Subscription {0} cannot be removed yet: {1}", name, e.getMessage());
            return false;
        }
    }
}
