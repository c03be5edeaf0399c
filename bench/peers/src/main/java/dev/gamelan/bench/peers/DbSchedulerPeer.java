package dev.gamelan.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A table of jobs. It has no steps: a function of five is five executions of one job, whose data says how far it is. */
final class DbSchedulerPeer extends InProcess {

    private static final String LEFT = "select count(*) from scheduled_tasks where task_name = ?";
    private static final String SCHEMA = """
            create table if not exists scheduled_tasks (
                task_name text not null,
                task_instance text not null,
                task_data bytea,
                execution_time timestamp with time zone,
                picked boolean not null,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int,
                last_heartbeat timestamp with time zone,
                version bigint not null,
                priority smallint,
                state text,
                primary key (task_name, task_instance));
            create index if not exists execution_time_idx on scheduled_tasks (execution_time);
            create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """;
    private static final int WORKERS = 32;

    /** Where a function is; what it has found out so far would be in it too. */
    record State(int key, int done, int steps) implements Serializable {
        State next() {
            return new State(key, done + 1, steps);
        }
    }

    private final CustomTask<State> steps =
            Tasks.custom("steps", State.class).onDeadExecutionRevive().execute((instance, context) -> step(instance));
    private final CustomTask<State> sleeper =
            Tasks.custom("sleeper", State.class).execute((instance, context) -> wake(instance));
    private final CustomTask<State> idle =
            Tasks.custom("idle", State.class).execute((instance, context) -> wake(instance));
    private final AtomicInteger submitted = new AtomicInteger();
    private final Scheduler scheduler;

    DbSchedulerPeer(String jdbcUrl, long databaseProcess) throws SQLException {
        super("db-scheduler", jdbcUrl, databaseProcess);
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        scheduler = Scheduler.create(database(), List.of(steps, sleeper, idle))
                .threads(WORKERS)
                .pollUsingLockAndFetch(1, 4)
                .pollingInterval(Duration.ofSeconds(1))
                .enableImmediateExecution()
                // Dead ones are found after three heartbeats; the default of five minutes each is not for a bench.
                .heartbeatInterval(Duration.ofSeconds(1))
                .missedHeartbeatsLimit(4)
                .build();
    }

    @Override
    void open() {
        scheduler.start();
    }

    @Override
    void submittedBefore(int count) {
        submitted.set(count);
    }

    @Override
    public boolean supports(Work work) {
        return work != Work.FAN;
    }

    /** A batch is found by the next poll only, so batches are for what is due later. */
    @Override
    public int tasksPerRequest(Work work) {
        return work == Work.SUBMIT || work == Work.SLEEP ? 100 : 1;
    }

    @Override
    Submitter inProcessSubmitter() {
        return tasks -> {
            if (tasks.size() == 1) {
                scheduler.schedule(instance(tasks.get(0)));
            } else {
                List<SchedulableInstance<?>> instances = new ArrayList<>();
                tasks.forEach(task -> instances.add(instance(task)));
                scheduler.scheduleBatch(instances);
            }
        };
    }

    /** What is complete is gone. */
    @Override
    public long completed(Work work) throws Exception {
        return submitted.get() - count(LEFT, steps.getName());
    }

    @Override
    public void close() throws Exception {
        scheduler.stop();
        super.close();
    }

    private SchedulableInstance<?> instance(Task task) {
        return switch (task.work()) {
            case SUBMIT ->
                SchedulableInstance.of(
                        idle.instance(id(task), new State(task.key(), 0, 1)),
                        Instant.now().plus(Duration.ofHours(6)));
            case SLEEP ->
                SchedulableInstance.of(
                        sleeper.instance(id(task), asleep(task.key())), Instant.ofEpochMilli(task.argument()));
            case ONE -> now(task, 1);
            case FIVE -> now(task, 5);
            case LONG -> now(task, (int) task.argument());
            default -> throw new IllegalArgumentException(task.toString());
        };
    }

    private SchedulableInstance<?> now(Task task, int count) {
        submitted.incrementAndGet();
        return SchedulableInstance.of(steps.instance(id(task), new State(task.key(), 0, count)), Instant.now());
    }

    /** A job that is due later does not have to begin in order to sleep. */
    private static State asleep(int key) {
        RECORDER.started(key);
        return new State(key, 0, 1);
    }

    private static String id(Task task) {
        return Integer.toString(task.key());
    }

    private static CompletionHandler<State> step(TaskInstance<State> instance) {
        State state = instance.getData();
        RECORDER.started(state.key());
        RECORDER.step(state.key(), state.done() + 1);
        State next = state.next();
        if (next.done() < next.steps()) {
            return (complete, operations) -> operations.reschedule(complete, Instant.now(), next);
        }
        return (complete, operations) -> {
            operations.stop();
            RECORDER.finished(state.key());
        };
    }

    private static CompletionHandler<State> wake(TaskInstance<State> instance) {
        RECORDER.finished(instance.getData().key());
        return (complete, operations) -> operations.stop();
    }
}
