package dev.gamelan.eventlog;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.platform.Pulse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the topic of stored events: as soon as they are committed, and every second for whatever was left over. One
 * message carries the ids of several events of one name. A crash between sending and deleting sends a message twice,
 * which its receivers do not mind.
 */
@Startup
@Singleton
@DependsOn("Schema")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TopicRelay {

    private static final int BATCH = 500;

    @EJB
    private Outbox outbox;

    @Inject
    private RelaySignal signal;

    @Resource(lookup = "jms/gamelan")
    private ConnectionFactory connections;

    @Resource(lookup = "jms/gamelan.events")
    private Topic topic;

    @Resource
    private ManagedExecutorService executor;

    private Pulse pulse;

    @PostConstruct
    void start() {
        pulse = new Pulse("Relay to the topic", executor, this::relay);
        signal.wakes(pulse::request);
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        pulse.request();
    }

    @PreDestroy
    void stop() {
        pulse.stop();
    }

    private void relay() {
        List<OutboxStore.Entry> entries;
        do {
            entries = outbox.claim(BATCH);
            if (!entries.isEmpty()) {
                send(entries);
            }
        } while (entries.size() == BATCH);
    }

    private void send(List<OutboxStore.Entry> entries) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            for (Map.Entry<String, String> message : idsByName(entries).entrySet()) {
                TextMessage text = context.createTextMessage(message.getValue());
                text.setStringProperty(FunctionDefinition.EVENT_NAME_PROPERTY, message.getKey());
                producer.send(topic, text);
            }
        } catch (JMSException | JMSRuntimeException e) {
            outbox.notSent(entries);
            throw new IllegalStateException(
                    "the broker did not take " + entries.size() + " events; they stay stored and will be sent", e);
        }
        outbox.sent(entries);
    }

    private static Map<String, String> idsByName(List<OutboxStore.Entry> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        OutboxStore.Entry::name,
                        LinkedHashMap::new,
                        Collectors.mapping(OutboxStore.Entry::eventId, Collectors.joining(","))));
    }
}
