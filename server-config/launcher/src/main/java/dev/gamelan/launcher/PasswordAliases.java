package dev.gamelan.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/**
 * The passwords that the configuration names as {@code ${ALIAS=…}}, encrypted with the domain's master password. This is
 * what {@code asadmin create-password-alias} writes; that needs a server which, without the password, starts in vain.
 */
final class PasswordAliases {

    /**
     * How often the master password is hashed for each key. The default of 200,000 guards weak passwords and costs the
     * server a second at each start; the master password here is random and long.
     */
    private static final String ITERATIONS = "10000";

    private PasswordAliases() {}

    static void store(Path domain, String masterPassword, Map<String, String> passwords) {
        Path file = domain.resolve("config/domain-passwords");
        char[] master = masterPassword.toCharArray();
        System.setProperty("jdk.jceks.iterationCount", ITERATIONS);
        try {
            KeyStore store = KeyStore.getInstance("JCEKS");
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, master);
                }
            } else {
                store.load(null, master);
            }
            for (Map.Entry<String, String> entry : passwords.entrySet()) {
                // An empty key cannot be stored; who has no password does not look at it.
                String password = entry.getValue().isEmpty() ? "none" : entry.getValue();
                byte[] key = password.getBytes(StandardCharsets.UTF_8);
                store.setKeyEntry(entry.getKey(), new SecretKeySpec(key, "AES"), master, null);
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, master);
            PrivateFile.write(file, content.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new LauncherException("Cannot store the passwords in " + file + ": " + e.getMessage(), e);
        }
    }
}
