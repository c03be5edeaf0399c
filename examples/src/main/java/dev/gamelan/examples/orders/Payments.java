package dev.gamelan.examples.orders;

import dev.gamelan.function.NonRetriableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A payment provider that accepts up to 1,000.00 and knows a repeated request by its key, as real ones do. */
@ApplicationScoped
public class Payments {

    private static final long LIMIT = 100_000;

    private final Map<String, Long> charges = new ConcurrentHashMap<>();

    /** @throws NonRetriableException when the card is declined */
    public String charge(String key, long cents) {
        if (cents > LIMIT) {
            throw new NonRetriableException("card declined");
        }
        charges.putIfAbsent(key, cents);
        return key;
    }

    public void refund(String charge) {
        charges.remove(charge);
    }

    public long total() {
        return charges.values().stream().mapToLong(Long::longValue).sum();
    }
}
