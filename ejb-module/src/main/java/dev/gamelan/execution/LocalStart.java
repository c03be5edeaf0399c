package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Starts a run on this node as soon as the transaction that claims it has committed. */
@ApplicationScoped
class LocalStart {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @EJB
    private Functions functions;

    @Inject
    private RunDriver driver;

    /**
     * @return false when this node has no room, or not the function: its message-driven bean is there a little earlier than
     *     it is, and a little longer. Then the run must not be claimed
     */
    boolean afterCommit(Claim claim) {
        if (functions.find(claim.functionId()).isEmpty() || !driver.reserve()) {
            return false;
        }
        try {
            transaction.registerInterposedSynchronization(startAfterCommit(claim));
        } catch (RuntimeException e) {
            driver.giveBackUnused(1); // the transaction is marked for rollback
            throw e;
        }
        return true;
    }

    private Synchronization startAfterCommit(Claim claim) {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do before
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    driver.start(claim);
                } else {
                    driver.giveBack();
                }
            }
        };
    }
}
