package dev.gamelan.admission;

import dev.gamelan.catalog.Functions;
import dev.gamelan.deploy.Admission;
import dev.gamelan.metrics.EventMeters;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Meets the obligations that no message has met in time: the broker is down, lost them, or has put them aside. With it the
 * broker is an accelerator and not a place where events can get lost.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Reconciler {

    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());
    private static final int BATCH = 500;

    @EJB
    private Admission admission;

    @EJB
    private OverdueDispatches overdueDispatches;

    @EJB
    private Functions functions;

    @Inject
    private Settings settings;

    @Inject
    private EventMeters meters;

    /** Dispatches what is overdue. */
    public void reconcile() {
        int dispatched = dispatch(overdueDispatches.now().minus(settings.reconcileAfter()));
        if (dispatched > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} dispatches came from the database because no message had brought them; is the broker well?",
                    dispatched);
        }
    }

    /**
     * Dispatches, as soon as their functions are there, events that were accepted before this node started: in its earlier
     * life it may have told the topic of none of them.
     */
    public void dispatchBefore(Instant start) {
        int dispatched = dispatch(start);
        if (dispatched > 0) {
            LOG.log(Level.INFO, "{0} dispatches were left from before this node started", dispatched);
        }
    }

    public Instant now() {
        return overdueDispatches.now();
    }

    private int dispatch(Instant acceptedBefore) {
        Set<String> local = functions.ids();
        int dispatched = 0;
        List<DispatchStore.Overdue> overdue = List.of();
        do {
            if (!local.isEmpty()) {
                overdue = overdueDispatches.find(local, acceptedBefore, BATCH);
                eventsByFunction(overdue).forEach(admission::admit);
                dispatched += overdue.size();
                meters.reconciled(overdue.size());
            }
        } while (overdue.size() == BATCH);
        return dispatched;
    }

    private static Map<String, List<String>> eventsByFunction(List<DispatchStore.Overdue> overdue) {
        return overdue.stream()
                .collect(Collectors.groupingBy(
                        DispatchStore.Overdue::functionId,
                        Collectors.mapping(DispatchStore.Overdue::eventId, Collectors.toList())));
    }
}
