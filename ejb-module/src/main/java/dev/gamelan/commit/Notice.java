package dev.gamelan.commit;

/**
 * A run or an event that a commit has made, changed or deleted.
 *
 * @param id of the run, or the event's internal id
 * @param functionId whose run it is; empty for an event
 * @param isDeleted whether that commit has deleted it
 */
public record Notice(String id, String functionId, boolean isDeleted) {

    private static final String OF_EVENT = "";

    public static Notice ofRun(String runId, String functionId) {
        return new Notice(runId, functionId, false);
    }

    public static Notice ofEvent(String eventId) {
        return new Notice(eventId, OF_EVENT, false);
    }

    public static Notice ofDeletedRun(String runId, String functionId) {
        return new Notice(runId, functionId, true);
    }

    public static Notice ofDeletedEvent(String eventId) {
        return new Notice(eventId, OF_EVENT, true);
    }

    public boolean isRun() {
        return !functionId.equals(OF_EVENT);
    }
}
