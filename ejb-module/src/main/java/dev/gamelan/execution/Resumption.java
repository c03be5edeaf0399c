package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls the runs that need attention once again when their function is deployed again: its code may fit now. Once for each deployment
 * and run, so that code which still does not fit costs one call and no more.
 */
@ApplicationScoped
class Resumption {

    private static final System.Logger LOG = System.getLogger(Resumption.class.getName());
    private static final int MOST_AT_ONCE = 1_000;

    @EJB
    private Functions functions;

    @EJB
    private RunWork work;

    @EJB
    private Runs runs;

    /** The functions of this deployment whose runs have been called. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    /** To be called again and again: functions come one by one while their modules start. */
    void resumeOnce() {
        for (String function : functions.ids()) {
            if (!done.contains(function)) {
                resume(function);
                done.add(function);
            }
        }
    }

    /** From id to id, so that a run which needs attention again at once is not met a second time. */
    private void resume(String functionId) {
        int resumed = 0;
        List<String> page = List.of();
        do {
            page = work.needingAttention(functionId, page.isEmpty() ? "" : page.get(page.size() - 1), MOST_AT_ONCE);
            resumed +=
                    (int) runs.apply(page.stream().map(Transition.Resume::new).toList()).stream()
                            .filter(wasDone -> wasDone)
                            .count();
        } while (page.size() == MOST_AT_ONCE);
        if (resumed > 0) {
            LOG.log(
                    Level.INFO,
                    "{0} runs of {1} that needed attention are called again: the function was deployed",
                    resumed,
                    functionId);
        }
    }
}
