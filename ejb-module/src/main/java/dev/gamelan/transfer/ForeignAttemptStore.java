package dev.gamelan.transfer;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of attempts that have gone wrong on other servers. They are part of the history of their run and have no fingerprint: among the
 * errors of this server they do not count, and nothing is to be replayed here because of them.
 */
@ApplicationScoped
class ForeignAttemptStore {

    private static final Bulk INSERT = Bulk.insert(
            "gamelan.attempt",
            "run_id text",
            "token bigint",
            "step_key text",
            "attempt int",
            "function_id text",
            "outcome text",
            "started_at timestamptz",
            "ended_at timestamptz",
            "next_at timestamptz",
            "due_at timestamptz",
            "claimed_at timestamptz",
            "lacked_room boolean",
            "error text",
            "ends_run boolean");

    @Inject
    private Sql sql;

    void insert(String runId, String functionId, List<Attempt> attempts) {
        sql.bulk(
                INSERT,
                IntStream.range(0, attempts.size())
                        .mapToObj(i -> row(runId, functionId, i, attempts.get(i)))
                        .toList());
    }

    /** @param number stands for the claim, which nobody knows */
    private static Object[] row(String runId, String functionId, int number, Attempt attempt) {
        return new Object[] {
            runId,
            (long) number,
            attempt.stepKey(),
            attempt.number(),
            functionId,
            attempt.outcome().name(),
            attempt.startedAt(),
            attempt.endedAt(),
            attempt.nextAt().orElse(null),
            attempt.turn().map(Turn::dueAt).orElse(null),
            attempt.turn().map(Turn::claimedAt).orElse(null),
            attempt.turn().map(Turn::lackedRoom).orElse(null),
            attempt.error().map(RunError::toJson).orElse(null),
            false
        };
    }
}
