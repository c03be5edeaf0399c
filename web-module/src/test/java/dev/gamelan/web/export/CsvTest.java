package dev.gamelan.web.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain       | plain
            two words   | two words
            a,b         | "a,b"
            "hi" there  | \"""hi"" there"
            {"a":1}     | "{""a"":1}"
            ``          | ``
            é           | é
            """)
    void quotesWhatHasToBeQuoted(String text, String field) {
        assertThat(Csv.field(text)).isEqualTo(field);
    }

    @Test
    void quotesEndsOfLines() {
        assertThat(Csv.field("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(Csv.field("a\rb")).isEqualTo("\"a\rb\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void noFieldIsAFormula(String text) {
        assertThat(Csv.field(text)).isEqualTo("'" + text);
    }

    @Test
    void aFormulaThatHasToBeQuotedIsNoneEither() {
        assertThat(Csv.field("=HYPERLINK(\"http://x\",\"y\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        assertThat(Csv.field("\r=1")).isEqualTo("\"'\r=1\"");
    }

    @Test
    void linesEndAsTheStandardSays() {
        assertThat(Csv.line(List.of("a", "", "b,c"))).isEqualTo("a,,\"b,c\"\r\n");
    }
}
