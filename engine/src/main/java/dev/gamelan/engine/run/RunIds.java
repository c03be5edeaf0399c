package dev.gamelan.engine.run;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;

/**
 * Ids of runs: ULIDs that carry the moment at which the run was created, in milliseconds, so that the order of the ids is that
 * of the runs, and a period of time is a range of ids. Runs of the same millisecond are in no order.
 */
public final class RunIds {

    private RunIds() {}

    /** A new id, all of it random but its time. */
    public static String at(Instant created) {
        return UlidCreator.getUlid(created.toEpochMilli()).toString();
    }

    /**
     * The least id that a run of this millisecond or a later one can have.
     *
     * @param moment moments before 1970 count as 1970
     */
    public static String leastAt(Instant moment) {
        return Ulid.min(Math.max(0, moment.toEpochMilli())).toString();
    }

    /**
     * The moment that an id carries.
     *
     * @param id a ULID
     */
    public static Instant createdAt(String id) {
        return Ulid.from(id).getInstant();
    }
}
