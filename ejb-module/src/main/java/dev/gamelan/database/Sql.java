package dev.gamelan.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * SQL on the connection of the current transaction, for the tables that are queues: claims with {@code SKIP LOCKED} and
 * batches of conditional updates are not what JPA is for. Every method needs a transaction.
 *
 * <p>The connection is taken from the pool once for each transaction; the pool hands the same one to JPA. Asking the entity manager for it
 * instead would make a unit of work, and cost more than most statements do.
 */
@ApplicationScoped
public class Sql {

    private static final System.Logger LOG = System.getLogger(Sql.class.getName());

    private static final Object CONNECTION = new Object();

    /** Of rows that may be large: with the largest outputs, of 4 MiB, so many are in memory at once. */
    private static final int ROWS_AN_ANSWER = 25;

    @Resource(lookup = "jdbc/gamelan")
    private DataSource dataSource;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    private volatile Boolean postgresql;

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @return how many rows it changed */
    public int update(String sql, Object... parameters) {
        return with(sql, statement -> {
            set(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** @return for each set of parameters, how many rows it changed */
    public int[] batch(String sql, List<Object[]> parameters) {
        if (parameters.isEmpty()) {
            return new int[0];
        }
        return with(sql, statement -> {
            for (Object[] row : parameters) {
                set(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /**
     * Changes rows; each gives its values in the order of the statement's columns.
     *
     * @return how many rows it changed
     */
    public int bulk(Bulk statement, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        if (isPostgresql()) {
            return with(statement.all(), prepared -> {
                setArrays(prepared, statement, rows);
                return prepared.executeUpdate();
            });
        }
        return Arrays.stream(batch(
                        statement.each(), rows.stream().map(statement::ordered).toList()))
                .sum();
    }

    /** As a parameter for {@code = any(?)}. */
    public static TextArray texts(Collection<String> values) {
        return new TextArray(List.copyOf(values));
    }

    /** Texts that are one parameter. */
    public record TextArray(List<String> values) {}

    /** Whether the database is PostgreSQL; else it is H2. */
    public boolean isPostgresql() {
        Boolean known = postgresql;
        if (known == null) {
            try {
                known = connection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
            } catch (SQLException e) {
                throw new PersistenceException(e.getMessage(), e);
            }
            postgresql = known;
        }
        return known;
    }

    public <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
        return with(sql, statement -> {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            }
        });
    }

    /**
     * Reads rows until there are enough; the others stay in the database, but for those that came in the same answer.
     *
     * @param isEnough asked after each row
     */
    public <T> List<T> query(Query query, RowReader<T> reader, Predicate<T> isEnough) {
        return with(query.sql(), statement -> {
            set(statement, query.parameters().toArray());
            statement.setFetchSize(ROWS_AN_ANSWER);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                boolean enough = false;
                while (!enough && rows.next()) {
                    T row = reader.read(rows);
                    result.add(row);
                    enough = isEnough.test(row);
                }
                return result;
            }
        });
    }

    /** The one clock that decides. Within a transaction it may stand still. */
    public Instant now() {
        return query("select current_timestamp", row -> instant(row, 1)).get(0);
    }

    public static Instant instant(ResultSet row, int column) throws SQLException {
        // Not getObject(…, OffsetDateTime.class): the server's wrapper finds that method by reflection, each time.
        return row.getTimestamp(column).toInstant();
    }

    public static Instant nullableInstant(ResultSet row, int column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    /** {@code ?, ?, ?} for a list of so many parameters. */
    public static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Work<T> work) {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new PersistenceException(e.getMessage(), e);
        }
    }

    private Connection connection() throws SQLException {
        Connection known = (Connection) transaction.getResource(CONNECTION);
        if (known != null) {
            return known;
        }
        Connection connection = dataSource.getConnection();
        transaction.putResource(CONNECTION, connection);
        transaction.registerInterposedSynchronization(new Closing(connection));
        return connection;
    }

    /** Gives the connection back to the pool when the transaction has ended, either way. */
    private record Closing(Connection connection) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // others may still have something to write
        }

        @Override
        public void afterCompletion(int status) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "A connection was lost", e);
            }
        }
    }

    static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof TextArray texts) {
                statement.setArray(
                        i + 1,
                        statement
                                .getConnection()
                                .createArrayOf("varchar", texts.values().toArray()));
            } else {
                statement.setObject(i + 1, timestamp(parameters[i]));
            }
        }
    }

    private static void setArrays(PreparedStatement statement, Bulk bulk, List<Object[]> rows) throws SQLException {
        Connection connection = statement.getConnection();
        for (int column = 0; column < bulk.columns().size(); column++) {
            String type = bulk.columns().get(column).type();
            Object[] values = arrayFor(type, rows.size());
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            if (isTime(type)) {
                values = texts(values);
            }
            statement.setArray(column + 1, connection.createArrayOf(type, values));
        }
    }

    /** Arrays of these types travel as they are; others would be written as text, with each quote in a JSON escaped. */
    private static Object[] arrayFor(String type, int size) {
        return switch (type) {
            case "int" -> new Integer[size];
            case "bigint" -> new Long[size];
            case "boolean" -> new Boolean[size];
            case "timestamptz" -> new Object[size];
            default -> new String[size];
        };
    }

    private static boolean isTime(String type) {
        return type.equals("timestamptz");
    }

    /** Most rows of a batch have the same times, those of its transaction: each is written out once. */
    private static Object[] texts(Object... times) {
        String[] texts = new String[times.length];
        for (int i = 0; i < times.length; i++) {
            texts[i] = i > 0 && times[i] == times[i - 1] ? texts[i - 1] : text(times[i]);
        }
        return texts;
    }

    private static String text(Object time) {
        return time == null ? null : time.toString();
    }

    private static Object timestamp(Object value) {
        return value instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : value;
    }
}
