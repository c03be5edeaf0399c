package dev.gamelan.bench.measure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of its own for a run, durable: it waits for the disk at every commit. A database for each subject. */
public final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres process;
    private final Path data;

    private Postgres(EmbeddedPostgres process, Path data) {
        this.process = process;
        this.data = data;
    }

    public static Postgres start(Path directory) throws IOException {
        Path data = directory.resolve("postgresql");
        EmbeddedPostgres process = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // The library's own choice is to be quick and to lose what a crash loses.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        return new Postgres(process, data);
    }

    public void create(String database) throws SQLException {
        execute("create database " + database);
    }

    /** So that nobody pays for what another has written. */
    public void settle() throws SQLException {
        execute("checkpoint");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + process.getPort() + "/" + database + "?user=postgres&password=postgres";
    }

    /** As {@code ./gamelan up --database} takes it. */
    public String url(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:" + process.getPort() + "/" + database;
    }

    public long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    public String version() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"))) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
