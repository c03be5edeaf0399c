package dev.gamelan.retention;

import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import dev.gamelan.database.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells who wants to know, when the current transaction has committed, what it has deleted. */
@ApplicationScoped
class DeletionNotices {

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private Notices notices;

    void ofRuns(List<EndedRun> runs) {
        afterCommit.run(() -> notices.tell(() -> runs.stream()
                .map(run -> Notice.ofDeletedRun(run.id(), run.functionId()))
                .toList()));
    }

    void ofEvents(List<String> ids) {
        afterCommit.run(() ->
                notices.tell(() -> ids.stream().map(Notice::ofDeletedEvent).toList()));
    }
}
