package dev.gamelan.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An ended run that is older than it has to be.
 *
 * @param isNeeded whether the run that has invoked it is not over, or it was imported not long ago
 * @param rows its own and those of its steps
 */
record OldRun(String id, Instant endedAt, boolean isNeeded, int rows) {

    /** Comes before every other. */
    static final OldRun NONE = new OldRun("", Instant.EPOCH, false, 0);

    /**
     * The ids of runs that can be deleted, together as long as they have no more rows than this. A run is never divided: one with more
     * rows is alone.
     */
    static List<List<String>> batches(List<OldRun> runs, int mostRows) {
        List<List<String>> batches = new ArrayList<>();
        int room = 0;
        for (OldRun run : runs) {
            if (!run.isNeeded) {
                if (batches.isEmpty() || run.rows > room) {
                    batches.add(new ArrayList<>());
                    room = mostRows;
                }
                batches.get(batches.size() - 1).add(run.id);
                room -= run.rows;
            }
        }
        return batches;
    }
}
