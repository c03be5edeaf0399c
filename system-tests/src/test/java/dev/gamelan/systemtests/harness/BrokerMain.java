package dev.gamelan.systemtests.harness;

import java.io.File;
import java.io.OutputStream;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A broker as {@code docs/operations.md} asks for it: port and data directory are the arguments. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        File data = new File(arguments[1]);
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(new File(data, "journal").getPath())
                .setBindingsDirectory(new File(data, "bindings").getPath())
                .setLargeMessagesDirectory(new File(data, "large").getPath())
                .setPagingDirectory(new File(data, "paging").getPath())
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("core", "tcp://127.0.0.1:" + arguments[0] + "?protocols=CORE");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(1000)
                        .setRedeliveryMultiplier(2)
                        .setMaxRedeliveryDelay(60_000)
                        .setAutoDeleteAddresses(false)
                        .setAutoDeleteQueues(false));
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(ExternalBroker.USER, ExternalBroker.PASSWORD);
        users.addRole(ExternalBroker.USER, "engine");
        // send, consume, create and delete subscriptions; browse; no management
        Role engine = new Role("engine", true, true, true, true, true, true, false, true, true, true, false, false);
        configuration.putSecurityRoles("#", Set.of(engine));
        ActiveMQServer server = new ActiveMQServerImpl(
                configuration, new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        server.start();
        // Its input ends when the process that started it ends, however that ends.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
