package dev.gamelan.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path directory;

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq.artemis");

    @BeforeAll
    static void quiet() {
        QuietLogging.apply();
        // One of these tests makes the broker complain at length.
        ARTEMIS.setLevel(Level.OFF);
    }

    @Test
    void aDurableSubscriptionKeepsItsMessagesOverARestart() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            Topic topic = context.createTopic(EmbeddedBroker.EVENTS_ADDRESS);
            context.createSharedDurableConsumer(topic, "function").close();
            context.createProducer().send(topic, "kept");
        } finally {
            broker.stop();
        }

        EmbeddedBroker again = EmbeddedBroker.start(directory);
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                JMSContext context = factory.createContext()) {
            Topic topic = context.createTopic(EmbeddedBroker.EVENTS_ADDRESS);
            String body = context.createSharedDurableConsumer(topic, "function").receiveBody(String.class, 5_000);
            assertThat(body).isEqualTo("kept");
        } finally {
            again.stop();
        }
    }

    @Test
    void aFailedStartDoesNotKeepTheJournalsLock() throws Exception {
        Path journal = directory.resolve("journal");
        Files.writeString(journal, "a file where the journal's directory has to be");
        assertThatThrownBy(() -> EmbeddedBroker.start(directory)).isInstanceOf(Exception.class);

        Files.delete(journal);
        EmbeddedBroker.start(directory).stop();
    }
}
