package dev.gamelan.eventlog;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.platform.CrashPoint;
import dev.gamelan.platform.Pulse;
import dev.gamelan.platform.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Tells the topic of stored events as soon as they are committed. One message carries the ids of several events of one name.
 *
 * <p>Messages are not persistent, and what is waiting here to be sent is held in memory: the obligations are in the
 * database, and whatever is lost on the way, with this server or with the broker, is dispatched from there.
 */
@Startup
@Singleton
@DependsOn("Schema")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TopicRelay {

    private static final System.Logger LOG = System.getLogger(TopicRelay.class.getName());
    private static final int BATCH = 500;

    /** More than this wait only when the broker hangs; then they can as well be dispatched from the database. */
    private static final int MOST_WAITING = 100_000;

    private final Queue<AcceptedEvent> waiting = new ConcurrentLinkedQueue<>();

    @Inject
    private AfterAcceptance afterAcceptance;

    @Resource(lookup = "jms/gamelan")
    private ConnectionFactory connections;

    @Resource(lookup = "jms/gamelan.events")
    private Topic topic;

    @Inject
    private Workers workers;

    private Pulse pulse;

    @PostConstruct
    void start() {
        pulse = new Pulse("Relay to the topic", workers, this::relay);
        afterAcceptance.listen(this::announce);
    }

    private void announce(List<AcceptedEvent> events) {
        events.stream().filter(AcceptedEvent::hasSubscribers).forEach(waiting::add);
        pulse.request();
    }

    @PreDestroy
    void stop() {
        pulse.stop();
    }

    private void relay() {
        if (waiting.size() > MOST_WAITING) {
            LOG.log(Level.WARNING, "The broker is behind by {0} events; they come from the database", waiting.size());
            waiting.clear();
        }
        for (List<AcceptedEvent> events = next(); !events.isEmpty(); events = next()) {
            CrashPoint.at("relay.before-send");
            send(events);
            CrashPoint.at("relay.after-send");
        }
    }

    private List<AcceptedEvent> next() {
        List<AcceptedEvent> events = new ArrayList<>();
        for (AcceptedEvent event; events.size() < BATCH && (event = waiting.poll()) != null; ) {
            events.add(event);
        }
        return events;
    }

    private void send(List<AcceptedEvent> events) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (Map.Entry<String, String> message : idsByName(events).entrySet()) {
                TextMessage text = context.createTextMessage(message.getValue());
                text.setStringProperty(FunctionDefinition.EVENT_NAME_PROPERTY, message.getKey());
                producer.send(topic, text);
            }
        } catch (JMSException | JMSRuntimeException e) {
            throw new IllegalStateException(
                    "the broker did not take " + events.size()
                            + " events; they are stored, and dispatched from the database",
                    e);
        }
    }

    private static Map<String, String> idsByName(List<AcceptedEvent> events) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        AcceptedEvent::name,
                        LinkedHashMap::new,
                        Collectors.mapping(AcceptedEvent::id, Collectors.joining(","))));
    }
}
