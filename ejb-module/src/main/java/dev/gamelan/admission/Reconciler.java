package dev.gamelan.admission;

import dev.gamelan.catalog.Functions;
import dev.gamelan.deploy.Admission;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
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

    /** Dispatches what is overdue. */
    public void reconcile() {
        reconcile(settings.reconcileAfter());
    }

    /** Dispatches everything, at once: for a node that starts, whose earlier life may have told the topic of nothing. */
    public void reconcileAll() {
        reconcile(Duration.ZERO);
    }

    private void reconcile(Duration age) {
        Set<String> local = functions.ids();
        if (local.isEmpty()) {
            return;
        }
        List<DispatchStore.Overdue> overdue;
        do {
            overdue = overdueDispatches.find(local, age, BATCH);
            eventsByFunction(overdue).forEach(admission::admit);
            if (!overdue.isEmpty() && !age.isZero()) {
                LOG.log(
                        Level.WARNING,
                        "{0} dispatches came from the database because no message had brought them; is the broker well?",
                        overdue.size());
            }
        } while (overdue.size() == BATCH);
    }

    private static Map<String, List<String>> eventsByFunction(List<DispatchStore.Overdue> overdue) {
        return overdue.stream()
                .collect(Collectors.groupingBy(
                        DispatchStore.Overdue::functionId,
                        Collectors.mapping(DispatchStore.Overdue::eventId, Collectors.toList())));
    }
}
