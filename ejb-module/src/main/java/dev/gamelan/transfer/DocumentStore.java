package dev.gamelan.transfer;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.json.Jsons;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Functions, as documents about runs tell of them. */
@ApplicationScoped
class DocumentStore {

    private static final String FUNCTION =
            "select id, name, retries, triggers, config from gamelan.function where id = ?";

    @Inject
    private Sql sql;

    /** As a JSON object. */
    Optional<String> function(String id) {
        return sql.query(FUNCTION, DocumentStore::function, id).stream().findFirst();
    }

    private static String function(ResultSet row) throws SQLException {
        JsonObjectBuilder json = Jsons.object()
                .add("id", row.getString(1))
                .add("name", row.getString(2))
                .add("retries", row.getInt(3))
                .add("triggers", Jsons.parse(row.getString(4)));
        String config = row.getString(5);
        if (config != null) {
            json.add("config", Jsons.parse(config));
        }
        return json.build().toString();
    }
}
