package dev.gamelan.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of Gamelan this is, as the build wrote it down. */
public final class GamelanVersion {

    public static final String TEXT = read();

    private GamelanVersion() {}

    private static String read() {
        try (InputStream file = GamelanVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
