package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordAliasesTest {

    @TempDir
    Path domain;

    @Test
    void passwordsAreStoredAndReplacedAndOthersAreKept() throws Exception {
        Files.createDirectories(domain.resolve("config"));
        PasswordAliases.store(domain, "master", Map.of("one", "first", "two", ""));
        PasswordAliases.store(domain, "master", Map.of("one", "zwölf"));
        assertThat(read("one")).isEqualTo("zwölf");
        assertThat(read("two")).isEqualTo("none");
    }

    private String read(String alias) throws Exception {
        KeyStore store = KeyStore.getInstance("JCEKS");
        try (InputStream in = Files.newInputStream(domain.resolve("config/domain-passwords"))) {
            store.load(in, "master".toCharArray());
        }
        return new String(store.getKey(alias, "master".toCharArray()).getEncoded(), StandardCharsets.UTF_8);
    }
}
