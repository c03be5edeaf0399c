package dev.gamelan.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory with our schema and the options of the server, which tells how it carries statements out. */
public final class H2Plans implements AutoCloseable {

    private static final Path CONFIGURATION = Path.of("../server-config/asadmin/database-h2.asadmin");
    private static final Pattern OPTIONS = Pattern.compile("jdbc:h2:file:[^;]*(;[^\"]*)");
    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");

    private final Connection connection;

    public H2Plans() throws IOException, SQLException {
        MIGRATIONS.setLevel(Level.WARNING);
        DataSource database = database();
        connection = database.getConnection();
        Schema.bringUpToDate(database);
    }

    /** It is there as long as its connection. */
    private static DataSource database() throws IOException {
        String options = OPTIONS.matcher(Files.readString(CONFIGURATION))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:plans" + options);
        return database;
    }

    /** @param rows the columns as expressions of {@code n}, for each number from 1 to 3,000 */
    public void fill(String table, String columns, String rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into gamelan." + table + " (" + columns + ") select " + rows
                    + " from system_range(1, 3000) as numbers(n)");
        }
    }

    /** @param row the values of the columns, for each number from 1 to 3,000 */
    public void fill(String table, List<String> columns, IntFunction<Object[]> row) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gamelan." + table + " ("
                + String.join(", ", columns) + ") values (" + Sql.placeholders(columns.size()) + ")")) {
            for (int n = 1; n <= 3_000; n++) {
                Sql.set(insert, row.apply(n));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** How many rows the statement looks at, of all tables together. H2 counts one more at the end of an index. */
    public int rowsRead(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("explain analyze " + sql)) {
            Sql.set(statement, parameters);
            try (ResultSet plan = statement.executeQuery()) {
                plan.next();
                return SCANNED.matcher(plan.getString(1))
                        .results()
                        .map((MatchResult count) -> count.group(1))
                        .mapToInt(Integer::parseInt)
                        .sum();
            }
        }
    }

    /** The same of what the server would ask. */
    public int rowsRead(Query query) throws SQLException {
        return rowsRead(query.sql(), query.parameters().toArray());
    }

    /** The first column of what the server would ask. */
    public List<String> firsts(Query query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            Sql.set(statement, query.parameters().toArray());
            try (ResultSet rows = statement.executeQuery()) {
                List<String> firsts = new ArrayList<>();
                while (rows.next()) {
                    firsts.add(rows.getString(1));
                }
                return firsts;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
