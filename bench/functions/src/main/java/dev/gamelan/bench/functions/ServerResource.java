package dev.gamelan.bench.functions;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What only the server itself can tell: its database, which on H2 is nobody else's, its heap, its process. */
@Path("server")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ServerResource {

    private static final String COMPLETED = """
            select count(*) from gamelan.run where function_id = ? and status = 'COMPLETED'
            """;

    public record Count(long completed) {}

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
