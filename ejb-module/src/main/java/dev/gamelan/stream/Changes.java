package dev.gamelan.stream;

import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import java.util.List;
import java.util.function.Function;

/** What has changed, as it is now, for all who have been told the same before and want to know the same. */
public final class Changes {

    private final List<RunRecord> runs;
    private final List<LoggedEvent> events;
    private final List<String> deletedRuns;
    private final List<String> deletedEvents;
    private final int more;
    private String text;

    Changes(
            List<RunRecord> runs,
            List<LoggedEvent> events,
            List<String> deletedRuns,
            List<String> deletedEvents,
            int more) {
        this.runs = List.copyOf(runs);
        this.events = List.copyOf(events);
        this.deletedRuns = List.copyOf(deletedRuns);
        this.deletedEvents = List.copyOf(deletedEvents);
        this.more = more;
    }

    /** In the order of their latest changes. */
    public List<RunRecord> runs() {
        return runs;
    }

    /** Without what they carry, in the order in which they came. */
    public List<LoggedEvent> events() {
        return events;
    }

    /** The ids of runs that are not there any more. */
    public List<String> deletedRuns() {
        return deletedRuns;
    }

    /** The ids of events that are not there any more. */
    public List<String> deletedEvents() {
        return deletedEvents;
    }

    /** How many have changed besides, and are left out. */
    public int more() {
        return more;
    }

    /** Written once, however many are told. */
    public synchronized String text(Function<Changes, String> writer) {
        if (text == null) {
            text = writer.apply(this);
        }
        return text;
    }
}
