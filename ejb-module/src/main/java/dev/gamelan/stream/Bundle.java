package dev.gamelan.stream;

import dev.gamelan.commit.Notice;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a node tells the others at once.
 *
 * @param incarnation of the node
 * @param number counts its bundles from 1
 * @param notices what has changed
 * @param isComplete false when more than could be kept has changed since the one before
 */
record Bundle(String incarnation, long number, List<Notice> notices, boolean isComplete) {

    private static final String INCOMPLETE = "incomplete";

    /** Before the id of what is deleted. A node of an earlier version finds nothing by such an id, and tells that something is left out. */
    private static final String DELETED = "-";

    static Bundle read(String incarnation, long number, String text) {
        boolean isComplete = !text.equals(INCOMPLETE);
        return new Bundle(
                incarnation,
                number,
                isComplete ? text.lines().map(Bundle::notice).toList() : List.of(),
                isComplete);
    }

    /** A line for each: the id, and after a space the function's. */
    String text() {
        return isComplete
                ? notices.stream()
                        .map(notice -> (notice.isDeleted() ? DELETED : "") + notice.id() + " " + notice.functionId())
                        .collect(Collectors.joining("\n"))
                : INCOMPLETE;
    }

    private static Notice notice(String line) {
        boolean isDeleted = line.startsWith(DELETED);
        int start = isDeleted ? DELETED.length() : 0;
        int space = line.indexOf(' ');
        return new Notice(line.substring(start, space), line.substring(space + 1), isDeleted);
    }
}
