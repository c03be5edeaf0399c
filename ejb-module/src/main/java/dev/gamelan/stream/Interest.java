package dev.gamelan.stream;

import dev.gamelan.commit.Notice;
import java.util.Set;

/**
 * Of which changes somebody wants to be told.
 *
 * @param runs whether of runs
 * @param events whether of events
 * @param functionIds of runs of these functions only; empty for all
 */
public record Interest(boolean runs, boolean events, Set<String> functionIds) {

    static final Interest ALL = new Interest(true, true, Set.of());

    public Interest {
        functionIds = Set.copyOf(functionIds);
    }

    boolean includes(Notice notice) {
        return notice.isRun() ? runs && (functionIds.isEmpty() || functionIds.contains(notice.functionId())) : events;
    }
}
