package dev.gamelan.examples.orders;

import dev.gamelan.function.NonRetriableException;
import jakarta.enterprise.context.ApplicationScoped;

/** A carrier that takes parcels of up to five things. */
@ApplicationScoped
public class Carrier {

    private static final int LIMIT = 5;

    /** @return the tracking number; the same one for the same order */
    public String ship(String orderId, int quantity) {
        if (quantity > LIMIT) {
            throw new NonRetriableException("a parcel takes " + LIMIT + " things, not " + quantity);
        }
        return "track-" + orderId;
    }
}
