package dev.gamelan.artemis;

import java.io.File;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;

/** A durable broker in this JVM, reachable from this JVM only. */
final class EmbeddedBroker {

    static final String EVENTS_ADDRESS = "gamelan.events";
    static final String DEAD_LETTER_ADDRESS = "gamelan.dead-letter";

    /** How long a send may wait for others to share its fsync. Artemis' 3.3 ms would be the whole latency of a send. */
    private static final int BUFFER_TIMEOUT_NANOS = 100_000;

    /** The default waits for ever, and with it the start of the server. */
    private static final long LOCK_TIMEOUT_MILLIS = 15_000;

    private static final long MIB = 1 << 20;

    private final EmbeddedActiveMQ broker;

    private EmbeddedBroker(EmbeddedActiveMQ broker) {
        this.broker = broker;
    }

    static EmbeddedBroker start(Path directory) throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(directory));
        Thread thread = Thread.currentThread();
        ClassLoader caller = thread.getContextClassLoader();
        // Artemis finds its protocols and codecs through the context class loader, which here is the server's.
        thread.setContextClassLoader(EmbeddedBroker.class.getClassLoader());
        try {
            broker.start();
            // A lock held by another process is only logged by Artemis.
            if (!broker.getActiveMQServer().isActive()) {
                throw new IllegalStateException("The embedded broker could not lock its journal in " + directory
                        + " within " + LOCK_TIMEOUT_MILLIS / 1000 + " s: is another server using this directory?");
            }
            return new EmbeddedBroker(broker);
        } catch (Exception | LinkageError e) {
            stopAfterFailure(broker, e);
            throw e;
        } finally {
            thread.setContextClassLoader(caller);
        }
    }

    void stop() throws Exception {
        broker.stop();
    }

    /** Releases the journal's lock; otherwise only a restart of the server would. */
    private static void stopAfterFailure(EmbeddedActiveMQ broker, Throwable failure) {
        try {
            broker.stop();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private static Configuration configuration(Path directory) throws Exception {
        File data = directory.toFile();
        Configuration configuration = new ConfigurationImpl()
                .setName("gamelan")
                .setPersistenceEnabled(true)
                // Nobody can connect from outside: there is no acceptor but the one of this class loader.
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("in-vm", "vm://0")
                // ASYNCIO needs a native library and falls back without a word.
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(new File(data, "journal").getPath())
                .setBindingsDirectory(new File(data, "bindings").getPath())
                .setLargeMessagesDirectory(new File(data, "large-messages").getPath())
                .setPagingDirectory(new File(data, "paging").getPath())
                .setJournalBufferTimeout_NIO(BUFFER_TIMEOUT_NANOS)
                .setJournalLockAcquisitionTimeout(LOCK_TIMEOUT_MILLIS)
                // The default is half of the heap, which the application needs.
                .setGlobalMaxSize(128 * MIB)
                // The default of 90 % used would stop a large disk with plenty of room.
                .setMaxDiskUsage(-1)
                .setMinDiskFree(200 * MIB)
                .setGracefulShutdownEnabled(false)
                .setMessageCounterEnabled(false)
                .setJMXManagementEnabled(false);
        configuration.addAddressSetting("#", everywhere());
        configuration.addAddressConfiguration(
                new CoreAddressConfiguration().setName(EVENTS_ADDRESS).addRoutingType(RoutingType.MULTICAST));
        return configuration;
    }

    private static AddressSettings everywhere() {
        return new AddressSettings()
                // Each crash counts as a delivery of every message that was prefetched; a limit would drop innocent
                // ones. What is really poisonous is known to the database.
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setRedeliveryCollisionAvoidanceFactor(0.15)
                .setMaxRedeliveryDelay(60_000)
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTER_ADDRESS))
                .setAutoCreateDeadLetterResources(true)
                // Nothing sent here expires; without the address each queue earns a warning at each start.
                .setExpiryAddress(SimpleString.of("gamelan.expired"))
                // A full queue goes to disk; it must not block the sender. A full disk must fail it at once.
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                .setMaxSizeBytes(32 * MIB)
                .setPageSizeBytes((int) (4 * MIB))
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                // A subscription whose function is being redeployed has no consumer and is still needed.
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false);
    }
}
