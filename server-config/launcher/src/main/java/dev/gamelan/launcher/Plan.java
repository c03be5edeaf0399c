package dev.gamelan.launcher;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server with these options has to be given, and which of it a domain already has. */
final class Plan {

    private static final String SETTINGS = "settings";
    private static final String RESOURCES = "resources";
    private static final String ADAPTER = "adapter";
    private static final String APPLICATION = "application";
    private static final String ADAPTER_NAME = "artemis";

    private final ServerOptions options;
    private final Script domain;
    private final Script resources;
    private final Script database;
    private final Script broker;
    private final Script adapter;
    private final Script brokerPool;
    private final Map<String, String> wanted = new TreeMap<>();
    private final Map<String, String> done = new TreeMap<>();

    Plan(ServerOptions options, Map<String, String> state) {
        Map<String, String> placeholders = options.placeholders();
        this.options = options;
        this.domain = Script.load("domain", placeholders);
        this.resources = Script.load("resources", placeholders);
        this.database = Script.load(options.database().script(), placeholders);
        this.broker = Script.load("broker", placeholders);
        this.adapter = Script.load("adapter", placeholders);
        this.brokerPool = Script.load("broker-pool", placeholders);
        done.putAll(state);
        wanted.put(
                SETTINGS,
                Fingerprint.of(String.join(
                        "\n",
                        domain.text(),
                        database.text(),
                        broker.text(),
                        brokerPool.text(),
                        new TreeMap<>(aliases()).toString(),
                        new TreeMap<>(options.settings()).toString())));
        wanted.put(RESOURCES, Fingerprint.of(resources.text()));
        wanted.put(
                ADAPTER,
                Fingerprint.of(
                        adapter.text() + Fingerprint.of(options.installation().adapter())));
        if (hasApplication()) {
            wanted.put(APPLICATION, Fingerprint.of(options.installation().application()));
        }
    }

    Map<String, String> aliases() {
        return Map.of(
                "gamelan-database", options.database().password(),
                "gamelan-broker", options.broker().password());
    }

    boolean settingsDiffer() {
        return differs(SETTINGS);
    }

    /** What can be done, and for some of it has to be done, while the server is down. */
    void configure(Configuration configuration) {
        configuration.apply(domain);
        configuration.applySettings(options.settings());
        if (configuration.hasResources()) {
            configuration.apply(database);
            configuration.apply(broker);
            configuration.apply(brokerPool);
        }
        configuration.write();
    }

    /** What is left to do on the running server that has this configuration, in this order. */
    List<List<String>> commands(Configuration configuration) {
        List<List<String>> commands = new ArrayList<>();
        boolean adapterChanges = differs(ADAPTER);
        if (differs(RESOURCES)) {
            commands.addAll(resources.commands());
            commands.addAll(database.commands());
            commands.addAll(broker.commands());
        }
        if (adapterChanges) {
            // Beans that listen while their adapter is replaced stay deaf, and deploying the adapter over itself
            // starts the new broker while the old one still has the journal.
            if (configuration.hasApplication(Domain.NAME)) {
                commands.add(List.of("undeploy", Domain.NAME));
            }
            if (configuration.hasApplication(ADAPTER_NAME)) {
                commands.add(List.of("undeploy", "--cascade=true", ADAPTER_NAME));
            }
            commands.addAll(adapter.commands());
            commands.addAll(brokerPool.commands());
        }
        if (hasApplication() && (adapterChanges || differs(APPLICATION))) {
            String ear = options.installation().application().toString();
            commands.add(List.of("deploy", "--force=true", "--enabled=true", "--name", Domain.NAME, ear));
        }
        return commands;
    }

    boolean hasApplication() {
        return options.installation().application() != null
                && Files.exists(options.installation().application());
    }

    boolean deploysApplication() {
        return hasApplication() && (differs(ADAPTER) || differs(APPLICATION));
    }

    Map<String, String> settingsDone() {
        done.put(SETTINGS, wanted.get(SETTINGS));
        return done;
    }

    Map<String, String> allDone() {
        done.putAll(wanted);
        return done;
    }

    private boolean differs(String part) {
        return !wanted.getOrDefault(part, "").equals(done.getOrDefault(part, ""));
    }
}
