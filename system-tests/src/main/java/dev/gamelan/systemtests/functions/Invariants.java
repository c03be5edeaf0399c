package dev.gamelan.systemtests.functions;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What has to be true of the tables when nothing is going on any more. Each invariant is a query for the rows that break it;
 * only runs and events younger than a given id are looked at, and the runs that look are left out.
 */
@ApplicationScoped
public class Invariants {

    private static final String OVER = "('COMPLETED', 'FAILED', 'CANCELLED')";

    /** What is not over yet: before that is empty, the invariants say nothing. */
    private static final String OPEN = """
            select function_id || ' ' || id || ' ' || status from gamelan.run
            where id > :since and status not in %s and function_id <> 'check'
            union all
            select 'dispatch ' || function_id || ' ' || event_id from gamelan.dispatch
            where event_id > :since and function_id <> 'check'
            """.formatted(OVER);

    /** The key that the event which started a run has in its data; events that it waits for have the same. */
    private static final String KEY = keyOf("c");

    /** Equal keys are compared, not looked for in the text: there are thousands of these events. */
    private static final String SAME_KEY = "e.id > :since and " + keyOf("e") + " = " + KEY;

    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    static {
        // every event starts each of its functions once
        QUERIES.put("I-2 event without a run", """
                select e.id || ' ' || f.id from gamelan.event e
                join gamelan.function f on f.triggers like '%"' || e.name || '"%'
                where e.id > :since and e.duplicate_of is null and e.name like 'test/%' and f.id <> 'check'
                and not exists (select 1 from gamelan.run r where r.event_id = e.id and r.function_id = f.id)
                and not exists (select 1 from gamelan.dispatch d where d.event_id = e.id and d.function_id = f.id)
                """);
        QUERIES.put("I-3 two runs for one event", """
                select event_id || ' ' || function_id from gamelan.run where id > :since and origin_run_id is null
                group by event_id, function_id having count(*) > 1
                """);
        QUERIES.put("I-3 run without an event", """
                select id from gamelan.run r where id > :since
                and not exists (select 1 from gamelan.event e where e.id = r.event_id)
                """);
        QUERIES.put("I-3 run beside its obligation", """
                select r.id from gamelan.run r
                join gamelan.dispatch d on d.event_id = r.event_id and d.function_id = r.function_id
                where r.id > :since
                """);
        QUERIES.put("I-2 lifecycle event without a run", """
                select e.id from gamelan.event e
                where e.id > :since and e.name = 'inngest/function.failed' and e.data like '{"function_id":"no-retries"%'
                and not exists (select 1 from gamelan.run r where r.event_id = e.id and r.function_id like '%no-retries%')
                """);
        // a result is recorded once, and then the step is never executed again
        QUERIES.put("I-4 step without a run", """
                select run_id || ' ' || name from gamelan.step s where run_id > :since
                and not exists (select 1 from gamelan.run r where r.id = s.run_id)
                """);
        QUERIES.put("I-4 run without its steps", """
                select id from gamelan.ended_run r where id > :since and function_id = 'sequence' and status = 'COMPLETED'
                and not exists (select 1 from gamelan.step s where s.run_id = r.id)
                """);
        QUERIES.put("I-4 failed without an error", """
                select run_id || ' ' || name from gamelan.step
                where run_id > :since and status = 'FAILED' and error is null
                """);
        QUERIES.put("I-4 completed without a result", """
                select run_id || ' ' || name from gamelan.step where run_id > :since and status = 'COMPLETED' and output is null
                """);
        QUERIES.put("I-5 recorded and not executed", """
                select r.id || ' ' || x.what from gamelan.run r
                join (values ('sequence', 'first'), ('sequence', 'loop-0'), ('sequence', 'loop-1'), ('sequence', 'loop-2'),
                    ('step-flaky', 'before'), ('step-flaky', 'flaky'), ('sleeper', 'before'), ('sleeper', 'after'),
                    ('spread', 'branch-0'), ('spread', 'branch-1'), ('spread', 'branch-2'), ('spread', 'branch-3'),
                    ('spread', 'continue'), ('many-children', 'continue'), ('cancellable', 'before'), ('cancellable', 'after'), ('until', 'woke'))
                    as x (function_id, what) on x.function_id = r.function_id
                where r.id > :since and r.status = 'COMPLETED'
                and not exists (select 1 from effects.effect e where e.run_id = r.id and e.what = x.what)
                """);
        QUERIES.put("I-5 executed too often", """
                select run_id || ' ' || what from effects.effect where run_id > :since
                group by run_id, what having count(*) > :crashes + case what when 'flaky' then 3 else 1 end
                """);
        QUERIES.put("I-5 transactional step and its rows differ", """
                select r.id from gamelan.run r where r.id > :since and r.function_id = 'ledger'
                and (select count(*) from effects.ledger l where l.run_id = r.id)
                    <> (select count(*) from gamelan.step s
                        where s.run_id = r.id and s.name = 'book' and s.status = 'COMPLETED')
                """);
        QUERIES.put("I-7 executed after its result was recorded", """
                select e.run_id || ' ' || e.what from effects.effect e
                join gamelan.step s on s.run_id = e.run_id and s.name = e.what
                where e.run_id > :since and s.status in ('COMPLETED', 'FAILED') and e.done_at > s.recorded_at
                """);
        // no run is stuck
        QUERIES.put("I-6 waits for nothing", """
                select w.run_id from gamelan.work w where w.run_id > :since and w.status <> 'NEEDS_ATTENTION'
                and w.due_at > cast('9000-01-01 00:00:00+00' as timestamp with time zone) and not exists
                (select 1 from gamelan.step s where s.run_id = w.run_id and s.status = 'WAITING' and s.blocking)
                """);
        // what is over is over, and nothing of it is left
        QUERIES.put("I-8 left over: work", """
                select w.run_id from gamelan.work w join gamelan.ended_run r on r.id = w.run_id where w.run_id > :since
                """);
        for (String table : List.of("wait", "signal", "time_limit")) {
            QUERIES.put("I-8 left over: " + table, """
                    select run_id from gamelan.%s t where run_id > :since and not exists
                    (select 1 from gamelan.work w where w.run_id = t.run_id)
                    """.formatted(table));
        }
        QUERIES.put("I-9 state and result disagree", """
                select id || ' ' || status from gamelan.ended_run where id > :since
                and (status = 'COMPLETED' and (started_at is null or output is null or error is not null)
                    or status in ('FAILED', 'CANCELLED') and (error is null or output is not null))
                """);
        QUERIES.put("I-9 state and owner disagree", """
                select run_id || ' ' || status from gamelan.work where run_id > :since
                and (status = 'RUNNING' and (owner is null or started_at is null)
                    or status <> 'RUNNING' and owner is not null)
                """);
        QUERIES.put("I-14 step recorded after the end", """
                select s.run_id || ' ' || s.name from gamelan.step s join gamelan.run r on r.id = s.run_id
                where r.id > :since and s.recorded_at > r.ended_at
                """);
        // the one that a call was just coming to
        QUERIES.put("I-14 steps executed after the cancellation", """
                select r.id from gamelan.run r join effects.effect e on e.run_id = r.id
                where r.id > :since and r.status = 'CANCELLED' and e.done_at > r.ended_at
                group by r.id having count(*) > 1
                """);
        // sleeps and waits
        QUERIES.put("I-11 woken too early", """
                select run_id || ' ' || name from gamelan.step
                where run_id > :since and kind = 'SLEEP' and status = 'COMPLETED' and recorded_at < until_at
                """);
        QUERIES.put("I-12 resolved by the wrong event", """
                select s.run_id || ' ' || s.event_id from gamelan.step s
                join gamelan.run r on r.id = s.run_id join gamelan.event c on c.id = r.event_id
                left join gamelan.event e on e.id = s.event_id
                where s.run_id > :since and s.kind = 'WAIT_FOR_EVENT' and s.event_id is not null
                and (e.id is null or e.name <> s.subject or e.received_at > s.until_at or e.received_at < c.received_at)
                """);
        QUERIES.put("I-12 missed its event", """
                select s.run_id || ' ' || e.id from gamelan.step s
                join gamelan.run r on r.id = s.run_id join gamelan.event c on c.id = r.event_id
                join gamelan.event e on e.name = s.subject and {same-key}
                    and e.received_at between c.received_at and s.until_at
                where s.run_id > :since and r.function_id in ('waiter', 'collector') and s.kind = 'WAIT_FOR_EVENT'
                and s.status = 'COMPLETED' and s.event_id is null and not exists
                (select 1 from gamelan.step o where o.run_id = s.run_id and o.event_id = e.id)
                """.replace("{same-key}", SAME_KEY));
        QUERIES.put("I-12 resolved by a later event", """
                select s.run_id || ' ' || e.id from gamelan.step s
                join gamelan.run r on r.id = s.run_id join gamelan.event c on c.id = r.event_id
                join gamelan.event t on t.id = s.event_id
                join gamelan.event e on e.name = s.subject and {same-key}
                    and e.received_at >= c.received_at
                    and (e.received_at < t.received_at or e.received_at = t.received_at and e.id < t.id)
                where s.run_id > :since and r.function_id in ('waiter', 'collector') and s.kind = 'WAIT_FOR_EVENT'
                and not exists (select 1 from gamelan.step o where o.run_id = s.run_id and o.event_id = e.id)
                """.replace("{same-key}", SAME_KEY));
        QUERIES.put("I-13 event given to two waits of a run", """
                select run_id || ' ' || event_id from gamelan.step
                where run_id > :since and kind = 'WAIT_FOR_EVENT' and event_id is not null
                group by run_id, event_id having count(*) > 1
                """);
        // what a step sends or calls is there once if its result is, and not otherwise
        QUERIES.put("I-15 sent events and the step differ", """
                select r.id from gamelan.run r join gamelan.event c on c.id = r.event_id
                where r.id > :since and r.function_id = 'sender'
                and (select count(*) from gamelan.event e where e.id > r.event_id and e.name = 'test/awaited'
                        and e.data like '%"number":7%' and e.data like '%' || {key} || '%')
                    <> (select count(*) from gamelan.step s
                        where s.run_id = r.id and s.kind = 'SEND_EVENT' and s.status = 'COMPLETED')
                """.replace("{key}", KEY));
        QUERIES.put("I-15 called twice", """
                select parent_run_id || ' ' || parent_step from gamelan.run
                where id > :since and parent_run_id is not null
                group by parent_run_id, parent_step having count(*) > 1
                """);
        QUERIES.put("I-15 not called", """
                select s.run_id || ' ' || s.name from gamelan.step s
                where s.run_id > :since and s.kind = 'INVOKE' and s.status <> 'FAILED'
                and not exists (select 1 from gamelan.run r where r.parent_run_id = s.run_id and r.parent_step = s.step_key)
                """);
    }

    static {
        // what a transaction writes and what it sends are there together
        QUERIES.put("I-16 rows and events of a transaction differ", """
                select r.id from gamelan.run r where r.id > :since and r.function_id = 'ledger'
                and (select count(*) from effects.ledger l where l.run_id = r.id)
                    <> (select count(*) from gamelan.event e
                        where e.id > :since and e.name = 'test/booked' and e.data like '%' || r.id || '%')
                """);
    }

    private static final String LIFECYCLE = "I-8 lifecycle events";
    private static final Pattern RUN_ID = Pattern.compile("^\\{\"function_id\":\"[^\"]*\",\"run_id\":\"([^\"]*)\"");

    @Resource(lookup = "jdbc/gamelan")
    private DataSource dataSource;

    private static String keyOf(String event) {
        return "substring(%1$s.data from position('\"key\":\"' in %1$s.data) + 7 for 36)".formatted(event);
    }

    static Collection<String> names() {
        List<String> names = new ArrayList<>(QUERIES.keySet());
        names.add(LIFECYCLE);
        return names;
    }

    List<String> open(String since) {
        return rows(OPEN, since, 0);
    }

    /** How many events of each request are stored. */
    Map<String, Integer> requests(String since) {
        Map<String, Integer> events = new TreeMap<>();
        rows("""
                select substring(data from position('"request":"' in data) + 11 for 36) from gamelan.event
                where id > :since and name like 'test/%' and data like '%"request":"%'
                """, since, 0).forEach(request -> events.merge(request, 1, Integer::sum));
        return events;
    }

    /**
     * @param since the id of an event or run; what is older is not looked at
     * @param crashes how many executions of a step's body may have been lost
     * @return the rows that break each invariant that is broken
     */
    Map<String, List<String>> broken(String since, int crashes) {
        Map<String, List<String>> broken = new TreeMap<>();
        QUERIES.forEach((name, query) -> broken.put(name, rows(query, since, crashes)));
        broken.put(LIFECYCLE, wrongLifecycles(since));
        broken.values().removeIf(List::isEmpty);
        return broken;
    }

    /** Each run that is over has told so once, unless it was started by being told so. */
    private List<String> wrongLifecycles(String since) {
        Map<String, String> told = new HashMap<>();
        for (String event : rows("""
                select substring(name from 18) || data from gamelan.event
                where id > :since and name in ('inngest/function.finished', 'inngest/function.failed', 'inngest/function.cancelled')
                order by name
                """, since, 0)) {
            int data = event.indexOf('{');
            Matcher matcher = RUN_ID.matcher(event.substring(data));
            told.merge(matcher.find() ? matcher.group(1) : "?", event.substring(0, data), (a, b) -> a + "," + b);
        }
        Map<String, String> expected =
                Map.of("COMPLETED", "finished", "FAILED", "failed,finished", "CANCELLED", "cancelled");
        List<String> wrong = new ArrayList<>();
        for (String run : rows("""
                select r.id || ' ' || r.status from gamelan.run r left join gamelan.event e on e.id = r.event_id
                where r.id > :since and (e.name is null or e.name not like 'inngest/function.%'
                    or e.name = 'inngest/function.invoked')
                """, since, 0)) {
            int space = run.indexOf(' ');
            String events = told.getOrDefault(run.substring(0, space), "");
            if (!events.equals(expected.getOrDefault(run.substring(space + 1), ""))) {
                wrong.add(run + ": " + events);
            }
        }
        return wrong;
    }

    private List<String> rows(String query, String since, int crashes) {
        if (!since.matches("[0-9A-Z]{1,26}")) {
            throw new IllegalArgumentException(since);
        }
        String sql = query.replace(":since", "'" + since + "'").replace(":crashes", Integer.toString(crashes));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
