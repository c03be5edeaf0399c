package dev.gamelan.search;

import dev.gamelan.database.Query;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Reads lots from the database, within the bounds for what is in memory at once. Needs a transaction. */
@ApplicationScoped
public class Lots {

    @Inject
    private Sql sql;

    /**
     * @param query gives no more than this many rows
     * @param characters in a row's payloads
     */
    public <T> Lot<T> read(Query query, Sql.RowReader<T> reader, ToIntFunction<T> characters, int most) {
        Predicate<T> isLarge = Bounds.DEFAULT.exceeded(characters);
        AtomicBoolean cut = new AtomicBoolean();
        List<T> rows = sql.query(query, reader, row -> {
            cut.set(isLarge.test(row));
            return cut.get();
        });
        return new Lot<>(rows, rows.size() < most && !cut.get());
    }

    /** @param query gives one number, no more than one above {@link Count#MOST} */
    public Count count(Query query) {
        return Count.of(sql.query(query, row -> row.getInt(1), row -> true).get(0));
    }
}
