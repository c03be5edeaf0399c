package dev.gamelan.admission;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the reconciler reads, in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OverdueDispatches {

    @Inject
    private DispatchStore store;

    public List<DispatchStore.Overdue> find(Collection<String> functionIds, Instant acceptedBefore, int limit) {
        return store.overdue(functionIds, acceptedBefore, limit);
    }

    public OpenDispatches.Open open() {
        return store.open();
    }

    public Instant now() {
        return store.now();
    }
}
