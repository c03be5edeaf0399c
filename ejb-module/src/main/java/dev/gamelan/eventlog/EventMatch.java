package dev.gamelan.eventlog;

import dev.gamelan.search.Condition;
import dev.gamelan.search.Literal;
import dev.gamelan.search.Terms;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether an event fulfils the terms of a search. */
final class EventMatch implements Predicate<LoggedEvent> {

    private final Optional<Literal> text;
    private final Optional<Condition> cel;

    EventMatch(Terms terms) {
        this.text = terms.text().map(Literal::new);
        this.cel = terms.cel().map(Condition::new);
    }

    @Override
    public boolean test(LoggedEvent event) {
        return (text.isEmpty() || event.contains(text.get()))
                && (cel.isEmpty() || cel.get().matches(root -> event.toJson(), "event " + event.id()));
    }
}
