package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.run.RunStatus;
import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How runs were seen, in the order in which that was read: a later look may find a run further on, and never back. */
public final class Sightings {

    private static final List<String> FIXED = List.of("function_id", "event_id", "queued_at");

    private final Map<String, Seen> latest = new HashMap<>();

    private record Seen(String where, JsonObject run) {}

    /** @param where for the message */
    public void seen(String where, JsonObject run) {
        Seen before = latest.put(run.getString("run_id"), new Seen(where, run));
        if (before != null) {
            assertThat(canFollow(before.run(), run))
                    .as("%s said %s, and then %s said %s", before.where(), before.run(), where, run)
                    .isTrue();
        }
    }

    private static boolean canFollow(JsonObject earlier, JsonObject later) {
        if (status(earlier).isTerminal()) {
            return later.equals(earlier);
        }
        return FIXED.stream().allMatch(name -> later.get(name).equals(earlier.get(name)))
                && (earlier.isNull("run_started_at")
                        || later.get("run_started_at").equals(earlier.get("run_started_at")))
                && reachable(status(earlier)).contains(status(later));
    }

    private static RunStatus status(JsonObject run) {
        return RunStatus.valueOf(run.getString("status").toUpperCase(Locale.ROOT));
    }

    private static Set<RunStatus> reachable(RunStatus from) {
        Set<RunStatus> found = EnumSet.of(from);
        Deque<RunStatus> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            RunStatus status = open.remove();
            for (RunStatus next : RunStatus.values()) {
                if (status.canBecome(next) && found.add(next)) {
                    open.add(next);
                }
            }
        }
        return found;
    }
}
