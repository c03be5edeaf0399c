package dev.gamelan.bench.peers;

import dev.gamelan.bench.subject.Submitter;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration;
import org.jobrunr.jobs.context.JobContext;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** A table of jobs that is polled every five seconds, the least that it allows; steps are kept until the job's next heartbeat. */
public final class JobRunrPeer extends InProcess {

    private static final String COMPLETED =
            "select count(*) from jobrunr_jobs where state = 'SUCCEEDED' and jobsignature like ?";
    private static final int WORKERS = 32;
    private static final Duration FAR_AWAY = Duration.ofHours(6);

    private final StorageProvider storage;
    private JobScheduler scheduler;

    JobRunrPeer(String jdbcUrl, long databaseProcess) {
        super("JobRunr", jdbcUrl, databaseProcess);
        storage = SqlStorageProviderFactory.using(database());
    }

    @Override
    void open() {
        JobRunrConfiguration configuration = JobRunr.configure()
                .useStorageProvider(storage)
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andPollInterval(Duration.ofSeconds(5))
                        .andWorkerCount(WORKERS));
        scheduler = configuration.initialize().getJobScheduler();
    }

    @Override
    public boolean supports(Work work) {
        return work != Work.FAN && work != Work.LONG;
    }

    @Override
    public int tasksPerRequest(Work work) {
        return work == Work.ONE || work == Work.FIVE ? 100 : 1;
    }

    @Override
    Submitter inProcessSubmitter() {
        return this::submit;
    }

    @Override
    public long completed(Work work) throws Exception {
        return count(COMPLETED, "%." + (work == Work.ONE ? "one" : "five") + "(%");
    }

    @Override
    public void close() throws Exception {
        JobRunr.destroy();
        super.close();
    }

    private void submit(List<Task> tasks) {
        Work work = tasks.get(0).work();
        if (tasks.size() == 1) {
            tasks.forEach(this::submit);
        } else if (work == Work.ONE) {
            scheduler.enqueue(tasks.stream().map(Task::key), key -> one(key, JobContext.Null));
        } else {
            scheduler.enqueue(tasks.stream().map(Task::key), key -> five(key, JobContext.Null));
        }
    }

    private void submit(Task task) {
        int key = task.key();
        switch (task.work()) {
            case SUBMIT -> scheduler.schedule(Instant.now().plus(FAR_AWAY), () -> one(key, JobContext.Null));
            case ONE -> scheduler.enqueue(() -> one(key, JobContext.Null));
            case FIVE -> scheduler.enqueue(() -> five(key, JobContext.Null));
            case SLEEP -> {
                RECORDER.started(key);
                scheduler.schedule(Instant.ofEpochMilli(task.argument()), () -> wake(key));
            }
            default -> throw new IllegalArgumentException(task.toString());
        }
    }

    public static void one(int key, JobContext job) {
        steps(key, 1, job);
    }

    public static void five(int key, JobContext job) {
        steps(key, 5, job);
    }

    public static void wake(int key) {
        RECORDER.finished(key);
    }

    private static void steps(int key, int count, JobContext job) {
        RECORDER.started(key);
        for (int i = 1; i <= count; i++) {
            int number = i;
            // It keeps strings and numbers, nothing else.
            job.runStepOnce("step-" + number, () -> RECORDER.step(key, number).toString());
        }
        RECORDER.finished(key);
    }
}
