package dev.gamelan.systemtests.functions;

import dev.gamelan.event.Event;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;

/** Functions with unusual triggers and parameters. */
@ApplicationScoped
public class Listening {

    /** Proves that a request context is there. */
    @RequestScoped
    public static class Scratchpad {
        private String text = "";

        void write(String more) {
            text += more;
        }

        String text() {
            return text;
        }
    }

    @Inject
    Scratchpad scratchpad;

    @DurableFunction(id = "any-order")
    @OnEvent(name = "shop/order.*")
    String anyOrder(Event<JsonObject> event) {
        return event.name();
    }

    /** Both triggers match {@code shop/order.paid}; it runs once all the same. */
    @DurableFunction(id = "two-triggers")
    @OnEvent(name = "shop/order.paid")
    @OnEvent(name = "shop/*")
    String twoTriggers(JsonObject data, Event<JsonObject> event) {
        scratchpad.write(event.name());
        scratchpad.write(data.toString());
        return scratchpad.text();
    }

    @DurableFunction(id = "quoted")
    @OnEvent(name = "it's 100%_\"quoted\" ünïcode")
    String quoted(Event<JsonObject> event) {
        return event.name();
    }
}
