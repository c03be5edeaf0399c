package dev.gamelan.web.dashboard.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardBuildTest {

    private static final Pattern MODULE = Pattern.compile("modulepreload\" href=\"/ui/[0-9a-f]{12}/([^\"]+)\"");

    @TempDir
    Path directory;

    @BeforeEach
    void makeSources() {
        write("source/index.html", "<link href=\"@assets@/style.css\">\n@importmap@\n@preload@");
        write("source/importmap.json", "{ \"lib\": \"vendor/lib/index.js\", \"lib/\": \"vendor/lib/\" }");
        write("source/style.css", "body { color: red }");
        write(
                "source/main.js",
                "import { a } from 'lib';\nimport './parts/one.js';\nexport { b } from \"./parts/two.js\";");
        write("source/parts/one.js", "import { at } from 'lib/at.js'; import '../main.js';");
        write("source/parts/two.js", "const text = 'imported from somewhere';");
        write("source/parts/unused.js", "");
        write("libraries/lib/1.0/index.js", "import{x}from\"lib/at.js\";export{x as a};");
        write("libraries/lib/1.0/at.js", "export const x=1;");
    }

    @Test
    void thePageNamesEveryModuleThatItNeedsAndNoOther() throws IOException {
        build();

        List<String> modules =
                MODULE.matcher(page()).results().map(found -> found.group(1)).toList();
        assertThat(modules)
                .containsExactlyInAnyOrder(
                        "main.js", "parts/one.js", "parts/two.js", "vendor/lib/index.js", "vendor/lib/at.js");
    }

    @Test
    void filesAreServedUnderTheirDigest() throws IOException {
        build();
        String first = assets();
        build();
        assertThat(assets()).isEqualTo(first);
        assertThat(target(first + "/parts/one.js")).exists();
        assertThat(target(first + "/vendor/lib/at.js")).exists();
        assertThat(target(first + "/index.html")).doesNotExist();

        write("source/style.css", "body { color: blue }");
        build();

        assertThat(assets()).isNotEqualTo(first);
        assertThat(target(first)).doesNotExist();
    }

    @Test
    void thePolicyHasTheHashOfTheImportMap() throws IOException {
        build();

        String map = page().replaceAll("(?s).*<script type=\"importmap\">(.*?)</script>.*", "$1");
        assertThat(map)
                .isEqualTo("{\"imports\":{\"lib\":\"/%1$s/vendor/lib/index.js\",\"lib/\":\"/%1$s/vendor/lib/\"}}"
                        .formatted(assets()));
        assertThat(Files.readString(target("WEB-INF/dashboard/content-security-policy.txt")))
                .isEqualTo(DashboardBuild.policy(map))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void theHashIsTheOneThatBrowsersCompute() {
        // printf alert | openssl dgst -sha256 -binary | base64
        assertThat(DashboardBuild.policy("alert")).contains("'sha256-35BQWN1npAn++BSA6B5HNlcrDttNf7mHxpXNB+Jg7IE='");
    }

    @Test
    void anImportThatLeadsNowhereFailsTheBuild() {
        write("source/parts/two.js", "import './three.js';");

        assertThatThrownBy(this::build)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("parts/two.js imports './three.js', which is not there");
    }

    private void build() throws IOException {
        new DashboardBuild(directory.resolve("source"), directory.resolve("libraries"))
                .writeTo(directory.resolve("target"));
    }

    private String page() throws IOException {
        return Files.readString(target("WEB-INF/dashboard/index.html"));
    }

    /** Such as {@code ui/0123456789ab}; there is one. */
    private String assets() throws IOException {
        try (Stream<Path> found = Files.list(target("ui"))) {
            List<Path> all = found.toList();
            assertThat(all).hasSize(1);
            return "ui/" + all.get(0).getFileName();
        }
    }

    private Path target(String name) {
        return directory.resolve("target").resolve(name);
    }

    private void write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
