package dev.gamelan.commit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** The transaction of a batch. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Transaction {

    public void run(Runnable work) {
        work.run();
    }
}
