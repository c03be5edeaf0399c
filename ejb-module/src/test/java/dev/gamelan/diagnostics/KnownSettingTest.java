package dev.gamelan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings that are shown are those that are documented. */
class KnownSettingTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(gamelan\\.[a-z.-]+)` \\|[^|\\n]*\\|[^|\\n]*\\|$", Pattern.MULTILINE);

    @Test
    void everySettingOfTheDocumentationIsShown() throws IOException {
        List<String> documented = new ArrayList<>();
        String text = Files.readString(Path.of("../docs/operations.md"));
        Matcher rows = ROW.matcher(text.substring(text.indexOf("#### Of the application"), text.indexOf("### Files")));
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        assertThat(KnownSetting.ALL).extracting(KnownSetting::name).containsExactlyElementsOf(documented);
    }
}
