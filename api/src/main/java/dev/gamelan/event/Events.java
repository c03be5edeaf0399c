package dev.gamelan.event;

import java.util.List;

/**
 * Sends events from Java code: {@code @Inject Events events}, in any module of the EAR.
 *
 * <p><b>Transactions.</b> Sending joins the caller's JTA transaction: when it commits, the events are stored and every
 * function that subscribes to them runs; when it rolls back, there was no event. Without a transaction the events are
 * stored in one of their own before the method returns. The events are rows of the data source {@code jdbc/gamelan}; a
 * transaction that also writes through another, non-XA data source cannot join it and Payara refuses the second one.
 *
 * <p><b>Crashes.</b> What was committed survives a crash of server and broker; every function then has exactly one run
 * per event.
 *
 * <p>Every method throws {@link EventRejectedException} when an event breaks a limit (event data 512 KiB, names and ids
 * as in {@link OutgoingEvent}); then none of the call's events is sent.
 */
public interface Events {

    /**
     * Sends one event.
     *
     * @param payload an instance of a class with {@link EventName}, or an {@link OutgoingEvent}
     * @return the id under which the server stored it
     */
    String send(Object payload);

    /**
     * Sends one event.
     *
     * @param name see {@link EventName#value()}
     * @param data anything JSON-B turns into an object
     * @return the id under which the server stored it
     */
    String send(String name, Object data);

    /**
     * Sends all of them or none.
     *
     * @param payloads each as in {@link #send(Object)}; at most 5,000
     * @return their ids, in the same order
     */
    List<String> sendAll(List<?> payloads);
}
