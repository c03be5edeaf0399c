package dev.gamelan.bench.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gamelan.bench.recording.Recorder;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.recording.Times;
import dev.gamelan.bench.subject.Moments;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Work;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** A library in this process: submitters call it, and the CPU of submitting is in its account. */
abstract class InProcess implements Subject {

    /** As many connections as there are submitters, and some for the workers. */
    private static final int CONNECTIONS = 48;

    /** What functions of this process record in; static since JobRunr calls static methods. */
    static final Recorder RECORDER = new Recorder();

    private final String name;
    private final long databaseProcess;
    private final HikariDataSource database;

    InProcess(String name, String jdbcUrl, long databaseProcess) {
        this.name = name;
        this.databaseProcess = databaseProcess;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl + "&reWriteBatchedInserts=true");
        config.setMaximumPoolSize(CONNECTIONS);
        this.database = new HikariDataSource(config);
    }

    /** Begins to run what is submitted. */
    abstract void open() throws Exception;

    abstract Submitter inProcessSubmitter();

    /** For one that does not keep what is complete: how much was submitted by the process before. */
    void submittedBefore(int count) {
        // most do not need to know
    }

    final DataSource database() {
        return database;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Submitter submitter() {
        return inProcessSubmitter();
    }

    @Override
    public int tasksPerRequest(Work work) {
        return 1;
    }

    @Override
    public final void begin(int base, int size) {
        RECORDER.begin(base, size);
    }

    @Override
    public final Progress await(Progress wanted, Duration limit) throws InterruptedException {
        return RECORDER.await(wanted, limit.toMillis());
    }

    @Override
    public final Moments moments() {
        Times times = RECORDER.times();
        return new Moments(times.started(), times.finished());
    }

    @Override
    public final void closeGate() {
        RECORDER.closeGate();
    }

    @Override
    public final void openGate() {
        RECORDER.openGate();
    }

    @Override
    public final long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public final List<Long> processes() {
        return List.of(ProcessHandle.current().pid(), databaseProcess);
    }

    @Override
    public void close() throws Exception {
        database.close();
    }

    final long count(String sql, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
