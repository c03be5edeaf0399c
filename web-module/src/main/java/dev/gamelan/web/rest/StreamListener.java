package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.stream.Changes;
import dev.gamelan.stream.Listener;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A client of {@code GET /v1/stream}. */
final class StreamListener implements Listener {

    /** After which a client whose connection was lost comes back. */
    private static final Duration RECONNECT = Duration.ofSeconds(2);

    private final SseEventSink sink;
    private final Sse sse;
    private final ImportMarks marks;

    StreamListener(SseEventSink sink, Sse sse, ImportMarks marks) {
        this.sink = sink;
        this.sse = sse;
        this.marks = marks;
    }

    @Override
    public void hello(String id, boolean resumed, Instant now) {
        JsonObject data = Jsons.object()
                .add("server_time", now.toString())
                .add("resumed", resumed)
                .build();
        send(event("hello", id, data.toString()).reconnectDelay(RECONNECT.toMillis()));
    }

    @Override
    public void changed(String id, Changes changes) {
        send(event("changes", id, changes.text(this::write)));
    }

    @Override
    public void reset(String id) {
        send(event("reset", id, "{}"));
    }

    @Override
    public void heartbeat() {
        send(sse.newEventBuilder().comment("all is quiet"));
    }

    @Override
    public boolean isGone() {
        return sink.isClosed();
    }

    @Override
    public void end() {
        sink.close();
    }

    private OutboundSseEvent.Builder event(String name, String id, String data) {
        return sse.newEventBuilder().name(name).id(id).data(data);
    }

    /** Written by this thread, which waits when the client is slow. */
    private void send(OutboundSseEvent.Builder event) {
        sink.send(event.build()).toCompletableFuture().join();
    }

    private String write(Changes changes) {
        JsonArrayBuilder runs = Jsons.array();
        marks.on(changes.runs()).forEach(run -> runs.add(RunsResource.toMarkedJson(run)));
        JsonArrayBuilder events = Jsons.array();
        changes.events().forEach(event -> events.add(EventLogResource.toJson(event, false)));
        return Jsons.object()
                .add("runs", runs)
                .add("events", events)
                .add("deleted_runs", ids(changes.deletedRuns()))
                .add("deleted_events", ids(changes.deletedEvents()))
                .add("more", changes.more())
                .build()
                .toString();
    }

    private static JsonArrayBuilder ids(List<String> ids) {
        JsonArrayBuilder array = Jsons.array();
        ids.forEach(array::add);
        return array;
    }
}
