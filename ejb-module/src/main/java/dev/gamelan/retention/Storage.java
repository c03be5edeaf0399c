package dev.gamelan.retention;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much is stored. What is large is estimated, so that asking costs no more than some tens of milliseconds. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Storage {

    @Inject
    private StorageStore store;

    @Inject
    private OldRunStore oldRuns;

    @Inject
    private ProgressStore progress;

    @Inject
    private Limits limits;

    @Inject
    private Settings settings;

    public StorageReport report() {
        Instant now = progress.now();
        Progress last = progress.read();
        return new StorageReport(
                events(now),
                runs(),
                store.bytes("work") + store.bytes("ended_run"),
                runLimits(),
                new StorageReport.Table(
                        store.amount("step").withOldest(store.oldestStep()),
                        store.bytes("step"),
                        Optional.empty(),
                        Optional.empty()),
                new StorageReport.Table(
                        store.amount("event_dedup").withOldest(store.firstToExpire()),
                        store.bytes("event_dedup"),
                        Optional.of(Limit.of(settings.dedupWindow()).toString()),
                        Optional.empty()),
                new StorageReport.Deletion(
                        last.began(), Optional.ofNullable(last.endedAt()), last.deleted(), last.waitsFor(now)));
    }

    /** What becomes of ended runs, by function and status; of functions that have any. One look at an index for each. */
    public List<RetentionOutlook> outlook() {
        return oldRuns.shelves().stream().map(this::outlook).toList();
    }

    private RetentionOutlook outlook(Shelf shelf) {
        Limit limit = limits.ofRuns(shelf.functionId(), shelf.status());
        Optional<Instant> oldest = oldRuns.oldest(shelf);
        return new RetentionOutlook(
                shelf.functionId(),
                shelf.status(),
                limit.toString(),
                oldest,
                oldest.flatMap(ended -> limit.duration().map(ended::plus)));
    }

    private StorageReport.Table events(Instant now) {
        Optional<StorageStore.OldestEvent> oldest = store.oldestEvent();
        Instant limit = limits.ofEvents().before(now);
        return new StorageReport.Table(
                store.amount("event").withOldest(oldest.map(StorageStore.OldestEvent::acceptedAt)),
                store.bytes("event"),
                Optional.of(limits.ofEvents().toString()),
                oldest.filter(event -> event.acceptedAt().isBefore(limit)).flatMap(event -> store.keeping(event.id())));
    }

    private Map<RunStatus, Amount> runs() {
        Map<RunStatus, Amount> amounts = new EnumMap<>(RunStatus.class);
        amounts.putAll(store.liveRuns());
        Map<RunStatus, List<Shelf>> shelves = oldRuns.shelves().stream().collect(Collectors.groupingBy(Shelf::status));
        store.endedRuns()
                .forEach((status, amount) -> amounts.put(
                        status,
                        amount.withOldest(shelves.getOrDefault(status, List.of()).stream()
                                .flatMap(shelf -> oldRuns.oldest(shelf).stream())
                                .min(Comparator.naturalOrder()))));
        return amounts;
    }

    private Map<RunStatus, String> runLimits() {
        Map<RunStatus, String> texts = new EnumMap<>(RunStatus.class);
        for (RunStatus status : RunStatus.values()) {
            if (status.isTerminal()) {
                texts.put(status, limits.ofRuns(status).toString());
            }
        }
        return texts;
    }
}
