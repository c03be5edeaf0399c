package dev.gamelan.systemtests.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of a suite: H2 in the server, or a real PostgreSQL beside it. */
public interface TestDatabase extends AutoCloseable {

    /** As {@code ./gamelan up --database} takes it. */
    String url();

    /** Whether it can be taken away while the server runs. */
    boolean isExternal();

    /**
     * As a test that moves time does it; only while it is external.
     *
     * @return how many rows were changed
     */
    int execute(String sql);

    /**
     * Carries out a statement whose locks are held until this is closed, and then takes it back; only while it is external.
     */
    Held hold(String sql);

    /** A transaction that is open. */
    @FunctionalInterface
    interface Held extends AutoCloseable {

        @Override
        void close();
    }

    void stop();

    void restart();

    @Override
    void close();

    static TestDatabase start(Path directory) {
        return System.getProperty("gamelan.test.database").equals("h2")
                ? new InServer()
                : new PostgreSql(directory.resolve("postgresql-data"));
    }

    /** H2 lives and dies with the server. */
    final class InServer implements TestDatabase {

        @Override
        public String url() {
            return "h2";
        }

        @Override
        public boolean isExternal() {
            return false;
        }

        @Override
        public int execute(String sql) {
            throw new UnsupportedOperationException("H2 runs in the server");
        }

        @Override
        public Held hold(String sql) {
            throw new UnsupportedOperationException("H2 runs in the server");
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException("H2 runs in the server");
        }

        @Override
        public void restart() {
            throw new UnsupportedOperationException("H2 runs in the server");
        }

        @Override
        public void close() {
            // it has no process of its own
        }
    }

    /** PostgreSQL with its default durability, from binaries on Maven Central. */
    final class PostgreSql implements TestDatabase {

        private final Path data;
        private final int port = TestServer.freePort();
        private EmbeddedPostgres process;

        PostgreSql(Path data) {
            this.data = data;
            TestServer.delete(data);
            restart();
        }

        @Override
        public int execute(String sql) {
            try (Connection connection = process.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Held hold(String sql) {
            try {
                Connection connection = process.getPostgresDatabase().getConnection();
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
                return () -> rollBack(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void rollBack(Connection connection) {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String url() {
            return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
        }

        @Override
        public boolean isExternal() {
            return true;
        }

        @Override
        public void stop() {
            try {
                process.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void restart() {
            try {
                process = EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        // The library's own choice is to be quick and to lose what a crash loses.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }
}
