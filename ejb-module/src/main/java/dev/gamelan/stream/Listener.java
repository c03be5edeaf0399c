package dev.gamelan.stream;

import java.time.Instant;

/**
 * Somebody who is told of changes. Each method returns when what it says is on its way, and throws a {@link RuntimeException} when nobody
 * is there any more. One at a time is called, but for {@link #end}.
 */
public interface Listener {

    /**
     * The first word.
     *
     * @param id to go on from later
     * @param resumed whether nothing is missing between what this listener was told last and what follows
     * @param now the database's time
     */
    void hello(String id, boolean resumed, Instant now);

    /** @param id to go on from later */
    void changed(String id, Changes changes);

    /**
     * Something was missed: everything has to be read again.
     *
     * @param id to go on from later
     */
    void reset(String id);

    /** Says nothing; finds out whether anybody is there. */
    void heartbeat();

    /** Whether nobody is there any more. */
    boolean isGone();

    /** Nothing follows. May come at any time, and more than once. */
    void end();
}
