package dev.gamelan.web.rest;

import dev.gamelan.catalog.NodeState;
import dev.gamelan.diagnostics.BrokerState;
import dev.gamelan.diagnostics.DatabaseState;
import dev.gamelan.diagnostics.NodeEvent;
import dev.gamelan.diagnostics.Setting;
import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** What a server is, in JSON. */
final class ServerJson {

    private ServerJson() {}

    static JsonArray nodes(List<NodeState> nodes) {
        JsonArrayBuilder json = Jsons.array();
        nodes.forEach(node -> json.add(Jsons.object()
                .add("name", node.name())
                .add("seen_at", node.seenAt().toString())
                .add("is_alive", node.isAlive())
                .add("is_this", node.isThis())
                .add("functions", node.functions())));
        return json.build();
    }

    static JsonArray settings(List<Setting> settings) {
        JsonArrayBuilder json = Jsons.array();
        settings.forEach(setting -> json.add(Jsons.object()
                .add("name", setting.name())
                .add("value", setting.value())
                .add("is_set", setting.isSet())
                .add("about", setting.about())));
        return json.build();
    }

    static JsonObject database(DatabaseState database) {
        JsonObjectBuilder sessions = Jsons.object();
        database.sessions().forEach(sessions::add);
        return Jsons.object()
                .add("product", database.product())
                .add("version", database.version())
                .add("driver", database.driver())
                .add("url", database.url())
                .add("schema", database.schema())
                .add("sessions", sessions)
                .build();
    }

    static JsonObject broker(BrokerState broker) {
        JsonObjectBuilder json = Jsons.object().add("is_answering", broker.isAnswering());
        if (broker.isAnswering()) {
            json.add("provider", broker.provider());
        } else {
            json.add("problem", broker.problem());
        }
        return json.build();
    }

    static JsonArray events(List<NodeEvent> events) {
        JsonArrayBuilder json = Jsons.array();
        events.forEach(event -> json.add(Jsons.object()
                .add("at", event.at().toString())
                .add("node", event.node())
                .add("text", event.text())));
        return json.build();
    }
}
