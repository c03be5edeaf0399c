package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.execution.RunRecord;
import dev.gamelan.transfer.Imported;
import jakarta.json.JsonObject;
import java.util.Optional;

/** A run, and where it comes from when that is another server. */
record MarkedRun(RunRecord run, Optional<Imported> imported) {

    /** @param json the run, as it is written otherwise */
    JsonObject mark(JsonObject json) {
        return imported.map(from -> Jsons.object(json)
                        .add(
                                "imported",
                                Jsons.object()
                                        .add("at", from.at().toString())
                                        .add("status", StateNames.of(from.status()))
                                        .add("exported_at", from.exportedAt().toString()))
                        .build())
                .orElse(json);
    }
}
