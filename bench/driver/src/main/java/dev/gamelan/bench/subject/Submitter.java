package dev.gamelan.bench.subject;

import java.util.List;

/** One client of a subject, used by one thread. */
public interface Submitter extends AutoCloseable {

    /** Returns when all of these are durable, and throws when they are not accepted. */
    void submit(List<Task> tasks) throws Exception;

    @Override
    default void close() {
        // most have nothing to close
    }
}
