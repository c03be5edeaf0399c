package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts a run on this node as soon as the transaction that creates and claims it has committed. */
@ApplicationScoped
class LocalStart {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @EJB
    private Functions functions;

    @Inject
    private RunDriver driver;

    /**
     * @return whether there is room for a run of this function here. Not so when this node does not have the function: its
     *     message-driven bean is there a little earlier than it is, and a little longer
     */
    boolean reserve(String functionId) {
        return functions.find(functionId).isPresent() && driver.reserve(functionId);
    }

    /**
     * Starts those for which room was reserved, or gives the room back; says so when there are others.
     *
     * @param created may still be added to until the transaction ends
     */
    void afterCommit(List<Created> created) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do before
            }

            @Override
            public void afterCompletion(int status) {
                boolean committed = status == Status.STATUS_COMMITTED;
                for (Created run : created) {
                    if (run.isMine() && committed) {
                        driver.start(new Assignment(run.claim(), Optional.of(run.event()), List.of()));
                    } else if (run.isMine()) {
                        driver.giveBack(run.claim().functionId());
                    }
                }
                Set<String> others = created.stream()
                        .filter(run -> !run.isMine())
                        .map(run -> run.claim().functionId())
                        .collect(Collectors.toSet());
                if (committed && !others.isEmpty()) {
                    driver.workIsDue(others);
                }
            }
        });
    }
}
