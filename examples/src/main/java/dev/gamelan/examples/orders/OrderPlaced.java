package dev.gamelan.examples.orders;

import dev.gamelan.event.EventName;

/** A customer has ordered. */
@EventName("shop/order.placed")
public record OrderPlaced(String orderId, String article, int quantity, long cents) {}
