package dev.gamelan.examples.orders;

import dev.gamelan.function.NonRetriableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** A warehouse with ten of everything, as long as the server lives. Asking twice with one key does nothing the second time. */
@ApplicationScoped
public class Warehouse {

    private static final int INITIAL_STOCK = 10;

    private final Map<String, Integer> stock = new HashMap<>();
    private final Map<String, Integer> reservations = new HashMap<>();

    /** @throws NonRetriableException when there is not enough: asking again would not help */
    public synchronized String reserve(String key, String article, int quantity) {
        String reservation = article + "/" + key;
        if (!reservations.containsKey(reservation)) {
            if (inStock(article) < quantity) {
                throw new NonRetriableException("only " + inStock(article) + " of " + article + " are left");
            }
            stock.put(article, inStock(article) - quantity);
            reservations.put(reservation, quantity);
        }
        return reservation;
    }

    public synchronized void release(String reservation) {
        Integer quantity = reservations.remove(reservation);
        if (quantity != null) {
            stock.merge(reservation.substring(0, reservation.indexOf('/')), quantity, Integer::sum);
        }
    }

    public synchronized int inStock(String article) {
        return stock.computeIfAbsent(article, any -> INITIAL_STOCK);
    }
}
