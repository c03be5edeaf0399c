package dev.gamelan.commit;

import dev.gamelan.platform.DatabaseFailure;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Writes changes of state to the database, as many as have come at once in one transaction. There is no lingering: an idle
 * writer commits a single change immediately, and batches form by themselves while a commit is going on.
 *
 * <p>A transaction costs a few hundred microseconds of CPU and a wait for the disk, whatever is in it, a row only a few
 * microseconds; so this is where the speed comes from (DeWitt et al., Implementation techniques for main memory database
 * systems, SIGMOD 1984, §5: group commit).
 *
 * <p>When a transaction fails, its batch is halved and the halves are tried again, down to the one change that cannot be
 * written; this one gets the exception, its neighbours do not notice.
 */
@ApplicationScoped
public class Writer {

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_TRIES = 5;
    private static final long STOP_PATIENCE_MILLIS = 5_000;

    private final BlockingQueue<Submission<?, ?>> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    @EJB
    private Transaction transaction;

    @Inject
    private Settings settings;

    /** @param threadFactory makes threads in the naming context of this module */
    void start(ThreadFactory threadFactory) {
        for (int i = 0; i < settings.writers(); i++) {
            Thread thread = threadFactory.newThread(this::work);
            thread.setName("gamelan-writer-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /** @return completed when the change is committed, or exceptionally when it could not be written or nobody knows */
    public <C, R> CompletableFuture<R> submit(ChangeKind<C, R> kind, C change) {
        CompletableFuture<R> result = new CompletableFuture<>();
        if (stopped) {
            result.completeExceptionally(stopping());
        } else {
            Submission<C, R> submission = new Submission<>(kind, change, result);
            queue.add(submission);
            if (stopped && queue.remove(submission)) {
                result.completeExceptionally(stopping()); // nobody looks at the queue any more
            }
        }
        return result;
    }

    /**
     * Writes a change, and returns when it is committed.
     *
     * @throws RuntimeException when it could not be written, or when nobody knows whether it was
     */
    public <C, R> R write(ChangeKind<C, R> kind, C change) {
        try {
            return submit(kind, change).get();
        } catch (ExecutionException e) {
            throw new NotWrittenException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotWrittenException(e);
        }
    }

    private void work() {
        List<Submission<?, ?>> batch = new ArrayList<>();
        while (!stopped || !queue.isEmpty()) {
            try {
                Submission<?, ?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    write(List.copyOf(batch), 1);
                }
            } catch (InterruptedException e) {
                return; // the server is stopping
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "Something went wrong after a commit", e);
                batch.forEach(submission -> submission.result().completeExceptionally(e));
            } finally {
                batch.clear();
            }
        }
    }

    private void write(List<Submission<?, ?>> submissions, int tries) {
        Batch batch = new Batch(submissions);
        try {
            transaction.run(batch::write);
        } catch (RuntimeException e) {
            batch.rolledBack();
            boolean conflict = DatabaseFailure.isConflict(e);
            if (submissions.size() > 1
                    && (conflict || DatabaseFailure.isLockTimeout(e) || !DatabaseFailure.isOutage(e))) {
                LOG.log(Level.DEBUG, "A batch of {0} is written in halves: {1}", submissions.size(), e);
                int half = submissions.size() / 2;
                write(submissions.subList(0, half), 1);
                write(submissions.subList(half, submissions.size()), 1);
            } else if (conflict && tries < MOST_TRIES) {
                write(submissions, tries + 1);
            } else {
                submissions.forEach(submission -> submission.result().completeExceptionally(e));
            }
            return;
        }
        batch.committed();
    }

    /** Writes what has been submitted, and nothing more. */
    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(STOP_PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        queue.forEach(submission -> submission.result().completeExceptionally(stopping()));
    }

    private static RuntimeException stopping() {
        return new RejectedExecutionException("the application is stopping; nothing is stored");
    }
}
