package dev.gamelan.artemis;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;

/** Artemis' resource adapter with a broker of its own when {@code BrokerUrl} is empty, and with settings that fit Gamelan. */
public class ArtemisResourceAdapter extends ActiveMQResourceAdapter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ArtemisResourceAdapter.class.getName());

    /** All message-driven beans of the JVM share this pool; the default is eight threads a core. */
    private static final int DELIVERY_THREADS = 500;

    private static final int SCHEDULED_THREADS = 16;

    private transient EmbeddedBroker broker;
    private String brokerUrl;
    private String dataDirectory;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        QuietLogging.apply();
        ActiveMQClient.setGlobalThreadPoolProperties(DELIVERY_THREADS, SCHEDULED_THREADS, SCHEDULED_THREADS);
        applySettings();
        boolean started = false;
        try {
            if (BrokerUrl.isEmbedded(brokerUrl)) {
                startBroker();
            } else {
                connectTo(BrokerUrl.parse(brokerUrl));
            }
            super.start(context);
            started = true;
        } catch (IllegalArgumentException e) {
            throw new ResourceAdapterInternalException(e.getMessage(), e);
        } finally {
            if (!started) {
                stopBroker();
            }
        }
    }

    @Override
    public void stop() {
        super.stop();
        stopBroker();
        // The next deployment of this adapter has a class loader of its own; threads of this one would keep it alive.
        ActiveMQClient.clearThreadPools();
        InVMConnector.resetThreadPool();
    }

    /** These are not in ra.xml: some of them the server cannot set, and none of them is a matter of taste. */
    private void applySettings() {
        // A broker that is away comes back; giving up would leave beans deaf until the next deployment.
        setSetupAttempts(-1);
        setSetupInterval(2_000L);
        setReconnectAttempts(-1);
        setRetryInterval(500L);
        setRetryIntervalMultiplier(1.5);
        setMaxRetryInterval(5_000L);
        // A sender that hangs holds up a request; events are safe in the database and are sent again.
        setCallTimeout(5_000L);
        setCallFailoverTimeout(5_000L);
        // What is prefetched by one slow session is invisible to all others.
        setConsumerWindowSize(64 * 1024);
        // Recovery of XA branches is not wanted: no transaction spans broker and database.
        setUseAutoRecovery(false);
        // No message of Gamelan is a serialised object, so none is ever turned back into one.
        setDeserializationDenyList("*");
    }

    private void startBroker() throws ResourceAdapterInternalException {
        long begin = System.nanoTime();
        Path directory = dataDirectory == null || dataDirectory.isBlank()
                ? Path.of(System.getProperty("com.sun.aas.instanceRoot", "."), "artemis")
                : Path.of(dataDirectory.strip());
        try {
            broker = EmbeddedBroker.start(directory);
        } catch (Exception e) {
            throw new ResourceAdapterInternalException(
                    "The embedded broker in " + directory + " did not start: " + e.getMessage(), e);
        }
        setConnectorClassName(InVMConnectorFactory.class.getName());
        setConnectionParameters("serverId=0");
        LOG.log(Level.INFO, "Embedded Artemis broker started in {0} ms, journal in {1}", new Object[] {
            (System.nanoTime() - begin) / 1_000_000, directory
        });
    }

    private void connectTo(BrokerUrl url) {
        setConnectorClassName(url.connectorClassNames(NettyConnectorFactory.class.getName()));
        setConnectionParameters(url.connectionParameters());
        setHA(url.highlyAvailable());
        LOG.log(Level.INFO, "Using the external Artemis broker {0}", brokerUrl);
    }

    private void stopBroker() {
        if (broker == null) {
            return;
        }
        try {
            broker.stop();
            LOG.info("Embedded Artemis broker stopped");
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The embedded Artemis broker did not stop cleanly", e);
        } finally {
            broker = null;
        }
    }

    public String getBrokerUrl() {
        return brokerUrl;
    }

    public void setBrokerUrl(String brokerUrl) {
        this.brokerUrl = brokerUrl;
    }

    public String getDataDirectory() {
        return dataDirectory;
    }

    public void setDataDirectory(String dataDirectory) {
        this.dataDirectory = dataDirectory;
    }
}
