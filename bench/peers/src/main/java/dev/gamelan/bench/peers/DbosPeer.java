package dev.gamelan.bench.peers;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Queue;
import dev.dbos.transact.workflow.Workflow;
import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.time.Duration;

/** Workflows started in this process; every step is a row, written in a transaction of its own. */
final class DbosPeer extends InProcess {

    private static final String COMPLETED =
            "select count(*) from dbos.workflow_status where name = ? and status = 'SUCCESS'";

    /** A queue that nobody works on before this is over. */
    private static final Queue IDLE = new Queue("idle");

    private static final Queue DELAYED = new Queue("delayed").withPollingInterval(Duration.ofSeconds(1));

    private static final Duration FAR_AWAY = Duration.ofHours(6);

    private final DBOS dbos;
    private final Workflows workflows;

    /** What DBOS calls through a proxy. */
    public interface Workflows {
        void one(int key);

        void five(int key);

        void sleeper(int key);

        void many(int key, int steps);
    }

    private static final class Functions implements Workflows {

        private final DBOS dbos;

        Functions(DBOS dbos) {
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "one")
        public void one(int key) {
            steps(key, 1);
        }

        @Override
        @Workflow(name = "five")
        public void five(int key) {
            steps(key, 5);
        }

        @Override
        @Workflow(name = "many")
        public void many(int key, int steps) {
            steps(key, steps);
        }

        @Override
        @Workflow(name = "sleeper")
        public void sleeper(int key) {
            RECORDER.finished(key);
        }

        private void steps(int key, int count) {
            RECORDER.started(key);
            for (int i = 1; i <= count; i++) {
                int number = i;
                dbos.runStep(() -> RECORDER.step(key, number), "step-" + number);
            }
            RECORDER.finished(key);
        }
    }

    DbosPeer(String jdbcUrl, long databaseProcess) {
        super("DBOS", jdbcUrl, databaseProcess);
        dbos = new DBOS(DBOSConfig.defaults("bench")
                .withDataSource(database())
                .withAppVersion("bench")
                .withExecutorId("bench")
                .withListenQueue(DELAYED));
        dbos.registerQueues(IDLE, DELAYED);
        workflows = dbos.registerProxy(Workflows.class, new Functions(dbos));
    }

    @Override
    void open() {
        dbos.launch();
    }

    @Override
    public boolean supports(Work work) {
        return work != Work.FAN;
    }

    @Override
    Submitter inProcessSubmitter() {
        return tasks -> {
            for (Task task : tasks) {
                submit(task);
            }
        };
    }

    @Override
    public long completed(Work work) throws Exception {
        return count(COMPLETED, work == Work.ONE ? "one" : "five");
    }

    @Override
    public void close() throws Exception {
        dbos.shutdown();
        super.close();
    }

    private void submit(Task task) {
        int key = task.key();
        switch (task.work()) {
            case SUBMIT ->
                dbos.startWorkflow(() -> workflows.one(key), new StartWorkflowOptions(IDLE).withDelay(FAR_AWAY));
            case ONE -> dbos.startWorkflow(() -> workflows.one(key));
            case FIVE -> dbos.startWorkflow(() -> workflows.five(key));
            case SLEEP -> sleep(key, Duration.ofMillis(task.argument() - System.currentTimeMillis()));
            case LONG -> dbos.startWorkflow(() -> workflows.many(key, (int) task.argument()));
            default -> throw new IllegalArgumentException(task.toString());
        }
    }

    /** Due later on a queue: one that sleeps in its body holds one of a hundred threads. */
    private void sleep(int key, Duration delay) {
        RECORDER.started(key);
        dbos.startWorkflow(
                () -> workflows.sleeper(key),
                new StartWorkflowOptions(DELAYED).withDelay(delay.isNegative() ? Duration.ZERO : delay));
    }
}
