package dev.gamelan.commit;

import dev.gamelan.database.DatabaseFailure;
import dev.gamelan.metrics.CommitMeters;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A thread that writes, and what waits for it: written in the order in which it came. */
final class Lane {

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_TRIES = 5;
    private static final long STOP_PATIENCE_MILLIS = 5_000;

    private final BlockingQueue<Submission<?, ?>> queue = new LinkedBlockingQueue<>();
    private final Gathering gathering = new Gathering();
    private final int number;
    private final Transaction transaction;
    private final CommitMeters meters;
    private final Progress progress = new Progress(System::nanoTime);
    private volatile Thread thread;
    private volatile boolean stopped;

    Lane(int number, Transaction transaction, CommitMeters meters) {
        this.number = number;
        this.transaction = transaction;
        this.meters = meters;
    }

    void start(ThreadFactory threadFactory) {
        thread = threadFactory.newThread(this::work);
        thread.setName("gamelan-writer-" + number);
        thread.start();
        meters.lane(number, queue::size);
    }

    void add(Submission<?, ?> submission) {
        if (stopped) {
            refuse(submission);
            return;
        }
        progress.wanted();
        queue.add(submission);
        if (stopped && queue.remove(submission)) {
            refuse(submission); // nobody looks at the queue any more
        }
    }

    private void work() {
        List<Submission<?, ?>> batch = new ArrayList<>();
        while (!stopped || !queue.isEmpty()) {
            try {
                Submission<?, ?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    progress.wanted(); // it may have come while the last attempt was noted as the end of all work
                    batch.add(first);
                    gathering.await(() -> queue.size() + 1);
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    long start = System.nanoTime();
                    write(List.copyOf(batch), 1);
                    gathering.wrote(batch.size(), Duration.ofNanos(System.nanoTime() - start));
                }
            } catch (InterruptedException e) {
                return; // the server is stopping
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "Something went wrong after a commit", e);
                batch.forEach(submission -> submission.result().completeExceptionally(e));
            } finally {
                batch.clear();
                progress.made(queue.isEmpty());
            }
        }
    }

    private void write(List<Submission<?, ?>> submissions, int tries) {
        Batch batch = new Batch(submissions);
        long start = System.nanoTime();
        try {
            transaction.run(batch::write);
        } catch (RuntimeException e) {
            progress.made(false);
            batch.rolledBack();
            boolean conflict = DatabaseFailure.isConflict(e);
            if (submissions.size() > 1
                    && (conflict || DatabaseFailure.isLockTimeout(e) || !DatabaseFailure.isOutage(e))) {
                LOG.log(Level.DEBUG, "A batch of {0} is written in halves: {1}", submissions.size(), e);
                meters.retried();
                int half = submissions.size() / 2;
                write(submissions.subList(0, half), 1);
                write(submissions.subList(half, submissions.size()), 1);
            } else if (conflict && tries < MOST_TRIES) {
                meters.retried();
                write(submissions, tries + 1);
            } else {
                meters.failed();
                submissions.forEach(submission -> submission.result().completeExceptionally(e));
            }
            return;
        }
        meters.committed(submissions.size(), Duration.ofNanos(System.nanoTime() - start));
        batch.committed();
    }

    /**
     * @return for how long it has had something to write and has not brought any attempt to an end, whether it succeeded or not
     */
    Duration stuckFor() {
        return progress.stuckFor();
    }

    void stop() {
        stopped = true;
    }

    void awaitEnd() {
        try {
            if (thread != null) {
                thread.join(STOP_PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(Lane::refuse);
    }

    private static void refuse(Submission<?, ?> submission) {
        submission
                .result()
                .completeExceptionally(
                        new RejectedExecutionException("the application is stopping; nothing is stored"));
    }
}
