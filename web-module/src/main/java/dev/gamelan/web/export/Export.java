package dev.gamelan.web.export;

import dev.gamelan.search.Page;
import dev.gamelan.web.problem.Problems;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes page after page. Each is a transaction of its own, which is over before the page is written: while the client is slow, nothing of
 * the database is held, and one page is in memory.
 */
final class Export<T> implements StreamingOutput {

    private final Exports.Rows<T> rows;
    private final Lines lines;
    private final Runnable atEnd;
    private Page<T> page;
    private long count;

    /** @param atEnd is called once, however it ends */
    Export(Exports.Rows<T> rows, Page<T> first, Lines lines, Runnable atEnd) {
        this.rows = rows;
        this.page = first;
        this.lines = lines;
        this.atEnd = atEnd;
    }

    @Override
    public void write(OutputStream output) throws IOException {
        try {
            Writer text = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
            text.write(lines.head());
            text.write(rowsAndEnd(text));
            text.flush();
        } finally {
            atEnd.run();
        }
    }

    /** @return the last line */
    private String rowsAndEnd(Writer text) throws IOException {
        while (true) {
            for (T row : page.rows()) {
                text.write(lines.row(rows.toJson().apply(row)));
                count++;
            }
            if (!page.hasMore()) {
                return lines.end(count);
            }
            text.flush();
            Optional<String> cursor = page.cursor();
            page = null; // not two in memory
            try {
                page = rows.pages().apply(cursor);
            } catch (RuntimeException e) {
                return lines.cutOff(count, Problems.sentence(e));
            }
        }
    }
}
