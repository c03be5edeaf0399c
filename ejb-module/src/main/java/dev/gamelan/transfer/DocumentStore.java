package dev.gamelan.transfer;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a document about a run tells that the lists do not. */
@ApplicationScoped
class DocumentStore {

    private static final String STEPS = """
            select step_key, name, idx, kind, status, attempt, output, error, until_at, subject, event_id, took_micros, recorded_at
            from gamelan.step where run_id = ? order by run_id, recorded_at
            """;

    private static final String FUNCTION =
            "select id, name, retries, triggers, config from gamelan.function where id = ?";

    @Inject
    private Sql sql;

    List<StoredStep> steps(String runId) {
        return sql.query(STEPS, DocumentStore::step, runId);
    }

    /** As a JSON object. */
    Optional<String> function(String id) {
        return sql.query(FUNCTION, DocumentStore::function, id).stream().findFirst();
    }

    private static String function(ResultSet row) throws SQLException {
        JsonObjectBuilder json = Jsons.object()
                .add("id", row.getString(1))
                .add("name", row.getString(2))
                .add("retries", row.getInt(3))
                .add("triggers", Jsons.parse(row.getString(4)));
        String config = row.getString(5);
        if (config != null) {
            json.add("config", Jsons.parse(config));
        }
        return json.build().toString();
    }

    private static StoredStep step(ResultSet row) throws SQLException {
        return new StoredStep(
                new StepRecord(
                        new StepId(row.getString(2), row.getInt(3)),
                        row.getString(1),
                        StepKind.valueOf(row.getString(4)),
                        StepStatus.valueOf(row.getString(5)),
                        row.getInt(6),
                        Optional.ofNullable(row.getString(7)),
                        Optional.ofNullable(row.getString(8)).map(RunError::parse),
                        Optional.ofNullable(Sql.nullableInstant(row, 9)),
                        Optional.ofNullable(row.getString(10)),
                        Optional.ofNullable(row.getString(11)),
                        Duration.ofNanos(row.getLong(12) * 1_000)),
                Sql.instant(row, 13));
    }
}
