package dev.gamelan.bench.functions;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** What only the server itself can tell: its database, which on H2 is nobody else's, its heap, its process. */
@Path("server")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ServerResource {

    private static final String COMPLETED = """
            select count(*) from gamelan.ended_run where function_id = ? and status = 'COMPLETED'
            """;

    /** Events, runs and steps as they are when a one-step function has completed, of functions that nobody has. */
    private static final List<String> HISTORY = List.of("""
            insert into gamelan.event (id, name, data, ts, received_at)
            select '0E' || lpad(cast(n as varchar), 24, '0'), 'bench/history', '{"key":' || n || '}', current_timestamp,
                current_timestamp from %s
            """, """
            insert into gamelan.ended_run (id, function_id, event_id, status, attempt, output, queued_at, started_at, ended_at)
            select '0R' || lpad(cast(n as varchar), 24, '0'), 'bench-history-' || mod(n, 10),
                '0E' || lpad(cast(n as varchar), 24, '0'), 'COMPLETED', 0, '{"ok":true,"step":1}',
                current_timestamp, current_timestamp, current_timestamp from %s
            """, """
            insert into gamelan.step (run_id, step_key, name, idx, kind, status, attempt, blocking, output, took_micros, recorded_at)
            select '0R' || lpad(cast(n as varchar), 24, '0'), 'b6589fc6ab0dc82cf12099d1c2d40ab994e8410c', '0', 0, 'RUN',
                'COMPLETED', 0, false, '{"ok":true,"step":1}', 1, current_timestamp from %s
            """);

    private static final long HISTORY_AT_ONCE = 20_000;

    public record Count(long completed) {}

    public record Stored(long runs) {}

    public record Heap(long used) {}

    public record Identity(long pid) {}

    @Resource(lookup = "jdbc/gamelan")
    DataSource database;

    /** How many runs of these functions are durably complete. */
    @GET
    @Path("completed")
    public Count completed(@QueryParam("function") List<String> functions) throws SQLException {
        long sum = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement(COMPLETED)) {
            for (String function : functions) {
                count.setString(1, function);
                try (ResultSet rows = count.executeQuery()) {
                    rows.next();
                    sum += rows.getLong(1);
                }
            }
        }
        return new Count(sum);
    }

    /** Stores so many completed runs, with numbers from here on, as if they had been run. */
    @POST
    @Path("history")
    public Stored history(@QueryParam("from") long from, @QueryParam("runs") long runs) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            boolean postgresql =
                    connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            for (long first = from; first < from + runs; first += HISTORY_AT_ONCE) {
                long last = Math.min(from + runs, first + HISTORY_AT_ONCE) - 1;
                String numbers = (postgresql ? "generate_series" : "system_range") + "(" + first + ", " + last
                        + ") as numbers(n)";
                for (String insert : HISTORY) {
                    statement.execute(insert.formatted(numbers));
                }
            }
        }
        return new Stored(runs);
    }

    /** After a garbage collection. */
    @GET
    @Path("heap")
    public Heap heap() {
        System.gc();
        return new Heap(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    @GET
    @Path("identity")
    public Identity identity() {
        return new Identity(ProcessHandle.current().pid());
    }
}
