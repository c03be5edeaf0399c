package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Carries out, on a stopped domain, those commands of the scripts that only set values. */
final class Configuration {

    /** MicroProfile Config reads {@code x} from a property of the domain that is called so. */
    private static final String MICROPROFILE = "payara.microprofile.";

    private final Path directory;
    private final DomainXml xml;

    Configuration(Path domain) {
        this.directory = domain.resolve("config");
        this.xml = DomainXml.read(directory.resolve("domain.xml"));
    }

    boolean hasResources() {
        return xml.contains("resources.jdbc-connection-pool.gamelan")
                && xml.contains("resources.resource-adapter-config.artemis")
                && xml.contains("resources.connector-connection-pool.jmsPool");
    }

    /** Whether an application or adapter of this name is deployed. */
    boolean hasApplication(String name) {
        return xml.contains("applications.application." + name);
    }

    /** Whether the next start loads it; what is not there needs nothing. */
    void enableApplication(String name, boolean enabled) {
        String reference = "servers.server.server.application-ref." + name;
        if (xml.contains(reference)) {
            xml.set(reference + ".enabled=" + enabled);
        }
    }

    /** Where the server is administered, which need not be where it is to be after its next start. */
    String adminPort() {
        return xml.get(
                "configs.config.server-config.network-config.network-listeners.network-listener.admin-listener.port");
    }

    void apply(Script script) {
        for (List<String> command : script.commands()) {
            try {
                apply(command);
            } catch (IllegalArgumentException e) {
                throw new LauncherException(
                        script.name() + ".asadmin: " + Script.line(command) + "\n  " + e.getMessage());
            }
        }
    }

    /** Exactly these settings of the application, and none that was there before. */
    void applySettings(Map<String, String> settings) {
        ServerOptions.SETTINGS.stream()
                .flatMap(prefix -> xml.domainProperties(MICROPROFILE + prefix).stream())
                .forEach(old -> xml.setDomainProperty(old, ""));
        settings.forEach((key, value) -> xml.setDomainProperty(MICROPROFILE + key, value));
    }

    void write() {
        xml.write();
    }

    private void apply(List<String> command) {
        String argument = command.size() == 2 ? command.get(1) : "";
        switch (command.get(0)) {
            case "set" -> xml.set(argument);
            case "create-jvm-options" -> xml.createJvmOption(argument);
            case "delete-jvm-options" -> xml.deleteJvmOption(argument);
            case "set-log-attributes" -> setLogAttribute(argument);
            default -> throw new IllegalArgumentException("this command needs a running server");
        }
    }

    private void setLogAttribute(String assignment) {
        Path file = directory.resolve("logging.properties");
        String key = assignment.substring(0, assignment.indexOf('=') + 1);
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.removeIf(line -> line.startsWith(key));
            lines.add(assignment);
            PrivateFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new LauncherException("Cannot read " + file + ": " + e, e);
        }
    }
}
