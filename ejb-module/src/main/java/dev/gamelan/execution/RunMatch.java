package dev.gamelan.execution;

import dev.gamelan.search.Condition;
import dev.gamelan.search.Literal;
import dev.gamelan.search.Terms;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a run fulfils the terms of a search. */
final class RunMatch implements Predicate<Candidate> {

    private final Optional<Literal> text;
    private final Optional<Condition> cel;

    RunMatch(Terms terms) {
        this.text = terms.text().map(Literal::new);
        this.cel = terms.cel().map(Condition::new);
    }

    @Override
    public boolean test(Candidate candidate) {
        return (text.isEmpty() || contains(candidate, text.get()))
                && (cel.isEmpty()
                        || cel.get()
                                .matches(
                                        root -> json(root, candidate),
                                        "run " + candidate.run().id()));
    }

    private static boolean contains(Candidate candidate, Literal text) {
        RunRecord run = candidate.run();
        return text.isIn(run.id())
                || text.isIn(run.eventId())
                || text.isInJson(run.output())
                || text.isInJson(run.error())
                || (candidate.event() != null && candidate.event().contains(text));
    }

    private static String json(String root, Candidate candidate) {
        return switch (root) {
            case RunQuery.EVENT ->
                candidate.event() == null ? null : candidate.event().toJson();
            case RunQuery.OUTPUT -> candidate.run().output();
            default -> candidate.run().error();
        };
    }
}
