package dev.gamelan.stream;

import dev.gamelan.commit.Notice;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has changed lately, numbered. Of a run that changes again only the latest change is kept, so that whoever has read up to
 * some number finds each run once, however often it has changed since. The oldest are forgotten when there are too many; who had
 * not read them yet learns that.
 */
final class ChangeLog {

    private final int most;
    private final Map<String, Long> numbers = new HashMap<>();
    private final TreeMap<Long, Notice> changes = new TreeMap<>();
    private long latest;
    private long forgotten;

    /** @param most how many runs and events are kept */
    ChangeLog(int most) {
        this.most = most;
    }

    /**
     * What somebody has not read yet.
     *
     * @param newest in the order of the changes, the latest last
     * @param more how many older ones there are besides
     * @param upTo the number to go on from
     */
    record Unread(List<Notice> newest, int more, long upTo) {}

    synchronized void add(Collection<Notice> changed) {
        for (Notice notice : changed) {
            long number = ++latest;
            Long before = numbers.put(notice.id(), number);
            if (before != null) {
                changes.remove(before);
            }
            changes.put(number, notice);
            if (changes.size() > most) {
                forgotten = changes.firstKey();
                numbers.remove(changes.remove(forgotten).id());
            }
        }
    }

    /** Something may have been missed: whoever has read something has to begin anew. */
    synchronized void forget() {
        forgotten = ++latest;
        numbers.clear();
        changes.clear();
    }

    synchronized long latest() {
        return latest;
    }

    /** Whether everything after this number is here. */
    synchronized boolean reaches(long number) {
        return number >= forgotten && number <= latest;
    }

    /**
     * @param atOnce how many are told at most
     * @param deletedAtOnce and of how many besides that they are deleted, which is no more than an id
     * @return nothing when some of it is forgotten
     */
    synchronized Optional<Unread> after(long number, Interest interest, int atOnce, int deletedAtOnce) {
        if (!reaches(number)) {
            return Optional.empty();
        }
        Deque<Notice> newest = new ArrayDeque<>();
        int deleted = 0;
        int more = 0;
        for (Notice notice : changes.tailMap(number, false).descendingMap().values()) {
            if (interest.includes(notice)) {
                if (notice.isDeleted() ? deleted < deletedAtOnce : newest.size() - deleted < atOnce) {
                    newest.addFirst(notice);
                    deleted += notice.isDeleted() ? 1 : 0;
                } else {
                    more++;
                }
            }
        }
        return Optional.of(new Unread(List.copyOf(newest), more, latest));
    }
}
