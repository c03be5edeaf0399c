package dev.gamelan.admission;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What the reconciler reads, in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OverdueDispatches {

    @Inject
    private DispatchStore store;

    public List<DispatchStore.Overdue> find(Collection<String> functionIds, Duration age, int limit) {
        return store.overdue(functionIds, store.now().minus(age), limit);
    }
}
