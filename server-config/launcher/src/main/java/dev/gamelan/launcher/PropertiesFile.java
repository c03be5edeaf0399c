package dev.gamelan.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A properties file that only its owner can read. */
final class PropertiesFile {

    private PropertiesFile() {}

    static Map<String, String> read(Path file) {
        Map<String, String> entries = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new LauncherException("Cannot read " + file + ": " + e.getMessage(), e);
            }
            properties.stringPropertyNames().forEach(name -> entries.put(name, properties.getProperty(name)));
        }
        return entries;
    }

    static void write(Path file, String comment, Map<String, String> entries) {
        StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
        new TreeMap<>(entries).forEach((key, value) -> text.append(line(key, value)));
        PrivateFile.write(file, text.toString());
    }

    /** Properties.store does the escaping, and adds the date as a comment, which would change each time. */
    private static String line(String key, String value) {
        Properties one = new Properties();
        one.setProperty(key, value);
        StringWriter writer = new StringWriter();
        try {
            one.store(writer, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return writer.toString()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow() + "\n";
    }
}
