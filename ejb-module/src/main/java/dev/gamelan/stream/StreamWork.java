package dev.gamelan.stream;

import dev.gamelan.commit.Notice;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import dev.gamelan.execution.Runs;
import dev.gamelan.platform.Node;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The transactions of the stream. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StreamWork {

    /** For how long a node listens without saying so again. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** So long a node that listens may take to read what others tell. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private static final int BUNDLES_BETWEEN_DELETIONS = 40;

    @Inject
    private NoticeStore store;

    @Inject
    private Node node;

    @EJB
    private Runs runs;

    @EJB
    private EventLog events;

    public Instant now() {
        return store.now();
    }

    /** Those that live. */
    public List<Peer> peers() {
        return store.peers(node.name());
    }

    /** @return whether this node has been listening all the time since it did this before */
    public boolean listen() {
        return store.listen(node.name(), node.incarnation(), LEASE);
    }

    /**
     * Tells the other nodes.
     *
     * @param number counts from 1
     * @param isComplete false when more than could be kept has changed since the last time
     */
    public void publish(long number, List<Notice> notices, boolean isComplete) {
        store.insert(new Bundle(node.incarnation(), number, notices, isComplete));
        if (number % BUNDLES_BETWEEN_DELETIONS == 1) {
            store.deleteOlderThan(KEPT);
        }
    }

    /** @param read for each other node, up to which number it has been read */
    public List<Bundle> published(Map<String, Long> read) {
        List<Bundle> bundles = new ArrayList<>();
        read.forEach((incarnation, number) -> bundles.addAll(store.after(incarnation, number)));
        return bundles;
    }

    /** As they are now; those that were deleted, or are too large to be read at once, are missing. */
    public List<RunRecord> runs(Collection<String> ids) {
        return runs.findAll(ids);
    }

    /** Which of these are there. */
    public Set<String> existingRuns(Collection<String> ids) {
        return runs.briefs(ids).keySet();
    }

    /** Without what they carry; those that were deleted are missing. */
    public List<LoggedEvent> events(Collection<String> ids) {
        return events.findHeads(ids);
    }
}
