package dev.gamelan.admission;

import dev.gamelan.deploy.Admission;
import dev.gamelan.execution.NewRun;
import dev.gamelan.execution.Runs;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/**
 * From event to run. The obligation that was stored with the event is deleted in the transaction that creates the run, so
 * there is exactly one run per function and event, however often and from wherever the message comes.
 */
@Stateless
@Local(Admission.class)
public class Admissions implements Admission {

    @Inject
    private DispatchStore dispatches;

    @EJB
    private Runs runs;

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void admit(String functionId, List<String> eventIds) {
        List<NewRun> owed = dispatches.lock(functionId, eventIds);
        if (!owed.isEmpty()) {
            dispatches.delete(owed);
            runs.create(owed);
        }
    }
}
