package dev.gamelan.web.rest;

import dev.gamelan.execution.RunRecord;
import dev.gamelan.search.Page;
import dev.gamelan.transfer.Imported;
import dev.gamelan.transfer.Transfers;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which runs were imported. Made together with the resource that needs it, and not when it is first used: that may be on a
 * thread of the live stream, which is not one of this module and could inject no bean of another.
 */
@Dependent
class ImportMarks {

    @EJB
    private Transfers transfers;

    Page<MarkedRun> on(Page<RunRecord> page) {
        return page.with(on(page.rows()));
    }

    MarkedRun on(RunRecord run) {
        return on(List.of(run)).get(0);
    }

    List<MarkedRun> on(List<RunRecord> runs) {
        Map<String, Imported> imported = transfers.among(runs.stream()
                .filter(run -> run.endedAt() != null) // as all have that were imported
                .map(RunRecord::id)
                .toList());
        return runs.stream()
                .map(run -> new MarkedRun(run, Optional.ofNullable(imported.get(run.id()))))
                .toList();
    }
}
