package dev.gamelan.examples.hello;

import dev.gamelan.event.Events;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/hello} sends an event from Java. */
@Path("/")
@ApplicationScoped
public class HelloResource {

    public record Answer(String message) {}

    @Inject
    Events events;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Answer hello() {
        events.send(new Hello("testUser@example.com"));
        return new Answer("Event sent!");
    }
}
