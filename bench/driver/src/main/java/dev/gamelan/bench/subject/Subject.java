package dev.gamelan.bench.subject;

import dev.gamelan.bench.recording.Recorder.Progress;
import java.time.Duration;
import java.util.List;

/** A system that runs durable functions. */
public interface Subject extends AutoCloseable {

    String name();

    boolean supports(Work work);

    Submitter submitter() throws Exception;

    /** How many tasks to give to a submitter at once when throughput is what counts; 1 if it cannot take more. */
    int tasksPerRequest(Work work);

    /** Forgets what was recorded; the keys from {@code base} on count from now on. */
    void begin(int base, int size) throws Exception;

    /** Waits until the functions have come this far, or the time is over. */
    Progress await(Progress wanted, Duration limit) throws Exception;

    Moments moments() throws Exception;

    /** How many functions the database says are complete, since ever. */
    long completed(Work work) throws Exception;

    /** Whether {@link #storeHistory} does anything. */
    default boolean keepsHistory() {
        return false;
    }

    /** Stores completed functions, with these numbers, as if they had been called. */
    default void storeHistory(long from, long count) throws Exception {
        throw new UnsupportedOperationException(name() + " keeps no history");
    }

    /** Functions do not get beyond their first step until the gate is open again. */
    void closeGate() throws Exception;

    void openGate() throws Exception;

    /** Bytes in use after a garbage collection. */
    long heap() throws Exception;

    /** Whose CPU time counts, with their descendants. */
    List<Long> processes();
}
