package dev.gamelan.commit;

import dev.gamelan.platform.CrashPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes that are committed together, by kind, in the order of the kinds' ranks. */
final class Batch {

    private final List<Group<?, ?>> groups;

    Batch(List<Submission<?, ?>> submissions) {
        Map<ChangeKind<?, ?>, Group<?, ?>> byKind = new LinkedHashMap<>();
        submissions.forEach(submission -> add(byKind, submission));
        this.groups = byKind.values().stream()
                .sorted(Comparator.comparingInt(group -> group.kind.rank()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static <C, R> void add(Map<ChangeKind<?, ?>, Group<?, ?>> byKind, Submission<C, R> submission) {
        Group<C, R> group =
                (Group<C, R>) byKind.computeIfAbsent(submission.kind(), kind -> new Group<>(submission.kind()));
        group.submissions.add(submission);
    }

    void write() {
        groups.forEach(Group::write);
    }

    void committed() {
        groups.forEach(Group::committed);
    }

    void rolledBack() {
        groups.forEach(Group::rolledBack);
    }

    private static final class Group<C, R> {

        private final ChangeKind<C, R> kind;
        private final List<Submission<C, R>> submissions = new ArrayList<>();
        private List<R> results = List.of();

        Group(ChangeKind<C, R> kind) {
            this.kind = kind;
        }

        void write() {
            results = kind.write(changes());
            CrashPoint.at(kind.name(), "written");
            if (results.size() != submissions.size()) {
                throw new IllegalStateException(
                        kind + " gave " + results.size() + " results for " + submissions.size());
            }
        }

        void committed() {
            CrashPoint.at(kind.name(), "committed");
            for (int i = 0; i < submissions.size(); i++) {
                submissions.get(i).result().complete(results.get(i));
            }
            kind.committed(changes(), results);
        }

        void rolledBack() {
            kind.rolledBack(changes());
        }

        private List<C> changes() {
            return submissions.stream().map(Submission::change).toList();
        }
    }
}
