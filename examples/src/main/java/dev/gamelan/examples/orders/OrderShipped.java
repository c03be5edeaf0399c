package dev.gamelan.examples.orders;

import dev.gamelan.event.EventName;

/** A parcel is on its way. */
@EventName("shop/order.shipped")
public record OrderShipped(String orderId, String trackingNumber) {}
