package dev.gamelan.commit;

import dev.gamelan.metrics.CommitMeters;
import dev.gamelan.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/**
 * Writes changes of state to the database, as many as have come at once in one transaction. An idle writer commits a single
 * change immediately; batches form while a commit is going on, and {@link Gathering} keeps them large on a busy server.
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

    private List<Lane> lanes;

    @EJB
    private Transaction transaction;

    @Inject
    private Settings settings;

    @Inject
    private CommitMeters meters;

    @PostConstruct
    void prepare() {
        lanes = IntStream.range(0, settings.writers())
                .mapToObj(number -> new Lane(number, transaction, meters))
                .toList();
    }

    /** @param threadFactory makes threads in the naming context of this module */
    void start(ThreadFactory threadFactory) {
        lanes.forEach(lane -> lane.start(threadFactory));
    }

    /**
     * Changes of the same {@link ChangeKind#subject} are written in the order in which they were submitted.
     *
     * @return completed when the change is committed, or exceptionally when it could not be written or nobody knows
     */
    public <C, R> CompletableFuture<R> submit(ChangeKind<C, R> kind, C change) {
        CompletableFuture<R> result = new CompletableFuture<>();
        lanes.get(Math.floorMod(kind.subject(change).hashCode(), lanes.size()))
                .add(new Submission<>(kind, change, result));
        return result;
    }

    /**
     * Writes a change, and returns when it is committed.
     *
     * @throws NotWrittenException when it could not be written, or when nobody knows whether it was
     */
    public <C, R> R write(ChangeKind<C, R> kind, C change) {
        return await(submit(kind, change));
    }

    /** @throws NotWrittenException when it could not be written, or when nobody knows whether it was */
    public <R> R await(CompletableFuture<R> submitted) {
        try {
            return submitted.get();
        } catch (ExecutionException e) {
            throw new NotWrittenException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotWrittenException(e);
        }
    }

    /** For how long the lane that has been stuck the longest has brought no attempt to an end. */
    Duration stuckFor() {
        return lanes.stream().map(Lane::stuckFor).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Writes what has been submitted, and nothing more. */
    void stop() {
        lanes.forEach(Lane::stop);
        lanes.forEach(Lane::awaitEnd);
    }
}
