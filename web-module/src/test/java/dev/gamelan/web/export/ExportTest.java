package dev.gamelan.web.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.search.Page;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ExportTest {

    private static final List<String> COLUMNS = List.of("n", "text", "json");

    private final List<String> events = new ArrayList<>();

    @Test
    void writesEveryPageAndThatItIsComplete() {
        assertThat(export(ExportFormat.NDJSON, this::threePages)).isEqualTo("""
                {"n":1,"text":"a"}
                {"n":2,"text":"=b"}
                {"n":3,"text":"c"}
                {"end":true,"count":3}
                """);
        assertThat(events).containsExactly("page of 1", "page of 2", "end");
    }

    @Test
    void tablesHaveAsManyFieldsInEachLine() {
        assertThat(export(ExportFormat.CSV, this::threePages))
                .isEqualTo("n,text,json\r\n1,a,\r\n2,'=b,\r\n3,c,\r\n#end,3,\r\n");
    }

    @Test
    void nothingIsCompleteToo() {
        assertThat(export(ExportFormat.NDJSON, cursor -> new Page<>(List.of(), Optional.empty(), 0, false)))
                .isEqualTo("{\"end\":true,\"count\":0}\n");
    }

    @Test
    void jsonAndNullInATable() {
        JsonObject row = Jsons.object()
                .add("n", JsonValue.NULL)
                .add("text", "x")
                .add("json", Jsons.object().add("a", 1))
                .build();

        assertThat(new CsvLines(COLUMNS).row(row)).isEqualTo(",x,\"{\"\"a\"\":1}\"\r\n");
    }

    @Test
    void saysThatItIsCutOff() {
        String lines = export(ExportFormat.NDJSON, cursor -> {
            if (cursor.equals(Optional.of("2"))) {
                throw new IllegalStateException("a secret");
            }
            return threePages(cursor);
        });

        assertThat(lines).endsWith("""
                {"n":2,"text":"=b"}
                {"end":false,"count":2,"error":"internal error; the server's log says more"}
                """);
        assertThat(events).endsWith("end");
    }

    @Test
    void aTableSaysItAsWell() {
        assertThat(new CsvLines(COLUMNS).cutOff(5, "why, then")).isEqualTo("#cut-off,5,\"why, then\"\r\n");
    }

    @Test
    void aClientThatGoesAwayEndsIt() {
        Export<Integer> export = new Export<>(
                rows(this::threePages), threePages(Optional.empty()), ExportFormat.NDJSON.lines(COLUMNS), this::end);

        assertThatThrownBy(() -> export.write(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                }))
                .hasMessage("gone");
        assertThat(events).as("no page is read in vain").containsExactly("end");
    }

    /** A page is over before it is written, and another is read only when it is. */
    @Test
    void readsAPageOnlyWhenTheOneBeforeIsWritten() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        List<String> before = new ArrayList<>();
        write(
                ExportFormat.NDJSON,
                cursor -> {
                    before.add(written.toString(StandardCharsets.UTF_8));
                    return threePages(cursor);
                },
                written);

        assertThat(before.get(1)).isEqualTo("{\"n\":1,\"text\":\"a\"}\n");
        assertThat(before.get(2)).endsWith("{\"n\":2,\"text\":\"=b\"}\n");
    }

    private Page<Integer> threePages(Optional<String> cursor) {
        cursor.ifPresent(behind -> events.add("page of " + behind));
        int n = cursor.map(Integer::parseInt).orElse(0) + 1;
        return new Page<>(List.of(n), n < 3 ? Optional.of(Integer.toString(n)) : Optional.empty(), 1, true);
    }

    private String export(ExportFormat format, Function<Optional<String>, Page<Integer>> pages) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        write(format, pages, written);
        return written.toString(StandardCharsets.UTF_8);
    }

    private void write(ExportFormat format, Function<Optional<String>, Page<Integer>> pages, OutputStream output) {
        try {
            new Export<>(rows(pages), pages.apply(Optional.empty()), format.lines(COLUMNS), this::end).write(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        events.add("end");
    }

    private static Exports.Rows<Integer> rows(Function<Optional<String>, Page<Integer>> pages) {
        return new Exports.Rows<>(
                "rows",
                COLUMNS,
                pages,
                n -> Jsons.object()
                        .add("n", n)
                        .add("text", List.of("a", "=b", "c").get(n - 1))
                        .build());
    }
}
