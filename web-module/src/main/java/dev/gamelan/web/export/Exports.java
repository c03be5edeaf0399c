package dev.gamelan.web.export;

import dev.gamelan.search.Page;
import dev.gamelan.web.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Exports that are going on: few at a time, since each has a thread of the server for as long as its client reads, and a page of rows in
 * memory.
 */
@ApplicationScoped
public class Exports {

    /** Rows of a page at most; it is shorter when they are large. */
    public static final int ROWS = 500;

    private static final int AT_A_TIME = 4;
    private static final int RETRY_AFTER_SECONDS = 10;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Semaphore free = new Semaphore(AT_A_TIME);

    /**
     * What is exported.
     *
     * @param name of the file, without its extension
     * @param columns members of the rows that have a column in a table
     * @param pages the page behind a cursor
     * @param toJson as in the list
     */
    public record Rows<T>(
            String name,
            List<String> columns,
            Function<Optional<String>, Page<T>> pages,
            Function<T, JsonObject> toJson) {}

    /**
     * The first page is read before anything is answered: what is wrong with the request is a problem, as in the lists.
     *
     * @param cursor where to begin
     */
    public <T> Response answer(Rows<T> rows, ExportFormat format, Optional<String> cursor) {
        if (!free.tryAcquire()) {
            return Problems.problem(503, AT_A_TIME + " exports are going on already; repeat the request later")
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        boolean begun = false;
        try {
            Export<T> export =
                    new Export<>(rows, rows.pages().apply(cursor), format.lines(rows.columns()), free::release);
            begun = true;
            return Response.ok(export)
                    .header(HttpHeaders.CONTENT_TYPE, format.mediaType())
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName(rows, format) + '"')
                    .build();
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    private static String fileName(Rows<?> rows, ExportFormat format) {
        return rows.name() + "-" + SECOND.format(Instant.now(Clock.systemUTC())) + "." + format.extension();
    }
}
