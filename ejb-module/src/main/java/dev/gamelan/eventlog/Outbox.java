package dev.gamelan.eventlog;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** The relay's transactions. A message is never sent within one: a broker that hangs must not hold row locks. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outbox {

    private static final Duration HIDDEN_WHILE_SENDING = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    @Inject
    private OutboxStore store;

    public List<OutboxStore.Entry> claim(int limit) {
        return store.claim(limit, store.now().plus(HIDDEN_WHILE_SENDING));
    }

    public void sent(List<OutboxStore.Entry> entries) {
        store.delete(entries);
    }

    public void notSent(List<OutboxStore.Entry> entries) {
        store.move(entries, store.now().plus(BETWEEN_TRIES));
    }
}
