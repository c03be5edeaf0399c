package dev.gamelan.commit;

/**
 * A run or an event that a commit has made or changed.
 *
 * @param id of the run, or the event's internal id
 * @param functionId whose run it is; empty for an event
 */
public record Notice(String id, String functionId) {

    public static Notice ofRun(String runId, String functionId) {
        return new Notice(runId, functionId);
    }

    public static Notice ofEvent(String eventId) {
        return new Notice(eventId, "");
    }

    public boolean isRun() {
        return !functionId.isEmpty();
    }
}
