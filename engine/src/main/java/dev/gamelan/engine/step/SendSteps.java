package dev.gamelan.engine.step;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.event.OutgoingEvent;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps that tell others something: events, signals. */
final class SendSteps {

    private final Entrance entrance;
    private final Results results;
    private final Journal journal;
    private final StepHost host;

    SendSteps(Entrance entrance, Results results, Journal journal, StepHost host) {
        this.entrance = entrance;
        this.results = results;
        this.journal = journal;
        this.host = host;
    }

    /** @return the events' ids */
    List<String> sendEvent(String name, List<Object> payloads) {
        Entered step = entrance.enter(name);
        Optional<StepRecord> known = entrance.known(step, StepKind.SEND_EVENT);
        if (known.isPresent()) {
            return ids(known.get().output().orElseThrow());
        }
        List<StepHost.PreparedEvent> events = new ArrayList<>();
        JsonArrayBuilder ids = Jsons.array();
        for (Object payload : payloads) {
            StepHost.PreparedEvent event = prepare(name, payload);
            events.add(event);
            ids.add(event.id());
        }
        String json = Jsons.object().add("ids", ids).build().toString();
        journal.store(step.as(StepKind.SEND_EVENT, StepStatus.COMPLETED).completed(json), events);
        return ids(json);
    }

    private StepHost.PreparedEvent prepare(String step, Object payload) {
        try {
            return host.prepare(payload instanceof OutgoingEvent event ? event : OutgoingEvent.of(payload));
        } catch (IllegalArgumentException e) {
            throw Misuse.of(step, e.getMessage());
        }
    }

    private static List<String> ids(String output) {
        return Jsons.parse(output)
                .asJsonObject()
                .getJsonArray("ids")
                .getValuesAs(value -> ((JsonString) value).getString());
    }

    /** @return whether somebody waited for it */
    boolean sendSignal(String name, String signal, Object data) {
        Entered step = entrance.enter(name);
        Optional<StepRecord> known = entrance.known(step, StepKind.SEND_SIGNAL);
        if (known.isPresent()) {
            return known.get().output().orElse("").equals("true");
        }
        boolean received = journal.signal(signal, results.writePayload(name, data));
        journal.store(step.as(StepKind.SEND_SIGNAL, StepStatus.COMPLETED).completed(String.valueOf(received)));
        return received;
    }
}
