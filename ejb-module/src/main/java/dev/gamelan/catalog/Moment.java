package dev.gamelan.catalog;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.platform.Payloads;
import java.time.Instant;
import java.util.List;

/** The database's time, and who is subscribed to what at that time. */
public final class Moment {

    private final Instant now;
    private final Subscribers subscribers;

    Moment(Instant now, Subscribers subscribers) {
        this.now = now;
        this.subscribers = subscribers;
    }

    public Instant now() {
        return now;
    }

    public boolean hasFunction(String functionId) {
        return subscribers.find(functionId).isPresent();
    }

    /** Whether runs of this function, if it exists, may be started again without somebody insisting on it. */
    public boolean isReplayable(String functionId) {
        return subscribers
                .find(functionId)
                .map(FunctionDefinition::isReplayable)
                .orElse(true);
    }

    List<FunctionDefinition> handlersOfNobody() {
        return subscribers.handlersOfNobody();
    }

    /** The ids of the functions that this event starts. */
    public List<String> subscribersOf(IncomingEvent event) {
        return subscribersOf(event.name(), event.data());
    }

    /** Whether an event with this name and these data starts the function. */
    public boolean isTriggeredBy(String functionId, String eventName, String data) {
        return subscribersOf(eventName, data).contains(functionId);
    }

    private List<String> subscribersOf(String eventName, String data) {
        return eventName.equals(FunctionDefinition.FAILED_EVENT)
                ? subscribers.ofFailure(failedFunction(data))
                : subscribers.of(eventName);
    }

    private static String failedFunction(String data) {
        return Payloads.parse(data).asJsonObject().getString("function_id", "");
    }
}
