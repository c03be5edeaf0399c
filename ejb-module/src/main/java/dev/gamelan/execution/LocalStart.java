package dev.gamelan.execution;

import jakarta.annotation.Resource;
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

    @Inject
    private RunDriver driver;

    /** @return false when this node has no room; then the run must not be claimed */
    boolean afterCommit(Claim claim) {
        if (!driver.reserve()) {
            return false;
        }
        transaction.registerInterposedSynchronization(new Synchronization() {
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
        });
        return true;
    }
}
