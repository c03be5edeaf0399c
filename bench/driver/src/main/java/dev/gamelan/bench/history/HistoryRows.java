package dev.gamelan.bench.history;

import java.util.List;

/**
 * The SQL that stores history, with every row as the server itself leaves it: of a run its event, the event that tells of its end, for a
 * quarter three steps, for failures all attempts. Of 1,000 runs 20 have failed, 10 were cancelled and 10 have completed at the second
 * attempt. What differs from run to run follows from its number.
 */
final class HistoryRows {

    /** Of which one run in 20,000 is. */
    static final String RARE_FUNCTION = "bench-long";

    /** Whose runs fail most: half of all failures, all with one error. */
    static final String FAILING_FUNCTION = "bench-fan-3";

    static final String RARE_NAME = "shop/rare";

    static final String NAME = "shop/order.placed";

    /** The time as ULIDs begin with it. */
    private static final String TIME_OF_ULID = """
        create or replace function bench.time_of_ulid(moment timestamptz) returns text immutable parallel safe language sql as $$
            select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (millis >> (45 - 5 * place) & 31)::int + 1, 1), ''
                order by place)
            from (select floor(extract(epoch from moment) * 1000)::bigint as millis) m, generate_series(0, 9) place
        $$
        """;

    /** What the rows of a batch have in common; kept by the connection. */
    private static final String BATCH = """
        create temporary table batch (
            n bigint, queued_at timestamptz, ended_at timestamptz, run_id text, event_id text, end_event_id text, function_id text,
            status text, attempts int, name text, external_id text, order_id text, data text, output text, error text,
            fingerprint text)
        """;

    static final List<String> PREPARATION = List.of("create schema if not exists bench", TIME_OF_ULID, BATCH);

    /** First number, last number, time of number 0, seconds from number to number. */
    static final String FILL = """
        insert into batch
        select n, queued_at, queued_at + (1 + n % 100) * interval '40 ms', time || upper(left(md5('run' || n), 16)),
            time || upper(left(md5('event' || n), 16)), time || upper(left(md5('end' || n), 16)), function_id, status,
            case status when 'FAILED' then 4 else 1 + (failures > 0)::int end,
            name, case when n % 20 = 3 then 'order-' || n end, order_id,
            format('{"key":%s,"orderId":"%s","customer":{"id":"C-%s","name":"Customer %s","country":"%s"},"amount":%s.%s,'
                    '"currency":"EUR","items":[{"sku":"SKU-%s","quantity":%s,"price":19.9},{"sku":"SKU-%s","quantity":1,'
                    '"price":7.25}],"note":"to be delivered between eight and ten, or left with the neighbours at number %s"}',
                n, order_id, n * 7 % 5003, n * 7 % 5003, (array['DE', 'AT', 'CH', 'FR', 'IT'])[n % 5 + 1], n % 997, n % 10,
                n % 400, n % 4 + 1, n % 77, n % 90),
            format('{"ok":true,"orderId":"%s","charged":%s.%s,"receipt":"R-%s","warehouse":"W-%s"}',
                order_id, n % 997, n % 10, md5(n::text), n % 12),
            format('{"name":"%s","message":"the gateway has answered 503 for order %s","stack":"%s: the gateway has answered 503%s"}',
                error_name, order_id, error_name, repeat('\\n\\tat com.example.shop.Charging.pay(Charging.java:120)', 20)),
            md5(function_id || ' ' || kind_of_error)
        from (
            select n, queued_at, bench.time_of_ulid(queued_at) as time, 'O-' || lpad(n::text, 10, '0') as order_id,
                case when n % 20000 = 77 then ':rare_function' when k < 20 and kind_of_error = 0 then ':failing_function' else 'bench-fan-' || n % 10
                end as function_id,
                case when k < 20 then 'FAILED' when k < 30 then 'CANCELLED' else 'COMPLETED' end as status,
                case when k < 20 then 4 when k between 30 and 39 then 1 else 0 end as failures,
                case when n % 20000 = 77 then ':rare_name'
                    else 'shop/order.' || (array['placed', 'paid', 'shipped', 'returned', 'closed'])[n % 5 + 1] end as name,
                kind_of_error, 'com.example.shop.GatewayException' || kind_of_error as error_name
            from (
                select n, ?::timestamptz + n * ?::float8 * interval '1 s' as queued_at, n * 7919 % 1000 as k,
                    case n / 1000 % 2 when 0 then 0 else 1 + n / 2000 % 19 end as kind_of_error
                from generate_series(?::bigint, ?::bigint) n) numbers) runs
        """.replace(":rare_function", RARE_FUNCTION)
            .replace(":failing_function", FAILING_FUNCTION)
            .replace(":rare_name", RARE_NAME);

    private static final String EVENTS = """
        insert into gamelan.event (id, external_id, name, data, ts, received_at)
        select id, external_id, name, data, at, at from (
            select event_id as id, external_id, name, data, queued_at as at from batch
            union all
            select end_event_id, null, case status when 'CANCELLED' then 'inngest/function.cancelled' else 'inngest/function.finished' end,
                format('{"function_id":"%s","run_id":"%s","event":%s,"events":[%s],%s,"_inngest":{"status":"%s"}}', function_id, run_id,
                    event, event, case status when 'COMPLETED' then '"result":' || output else '"error":' || error end, initcap(status)),
                ended_at
            from (select *, format('{"id":"%s","name":"%s","data":%s,"ts":%s}', event_id, name, data,
                floor(extract(epoch from queued_at) * 1000)::bigint) as event from batch) ended
        ) events order by at
        """;

    private static final String EXTERNAL_IDS = """
        insert into gamelan.event_dedup (external_id, event_id, expires_at)
        select external_id, event_id, queued_at + interval '1 day' from batch
        where external_id is not null and queued_at > current_timestamp - interval '1 day'
        """;

    private static final String STEPS = """
        insert into gamelan.step (run_id, step_key, name, idx, kind, status, attempt, blocking, output, error, took_micros, recorded_at)
        select run_id, left(md5(step) || md5(step || '.'), 40), step, 0, 'RUN',
            case when nr = 3 and status = 'FAILED' then 'FAILED' else 'COMPLETED' end, 0, false,
            case when nr < 3 or status <> 'FAILED' then output end, case when nr = 3 and status = 'FAILED' then error end,
            1200 + n % 900, queued_at + nr * (ended_at - queued_at) / 3
        from batch, unnest(array['validate', 'charge', 'ship']) with ordinality steps(step, nr) where n % 4 = 0
        order by n, nr
        """;

    private static final String WAITS = """
        insert into gamelan.step (run_id, step_key, name, idx, kind, status, attempt, blocking, output, subject, event_id, took_micros,
            recorded_at, began_at, until_at)
        select run_id, left(md5('paid') || md5('paid.'), 40), 'paid', 0, 'WAIT_FOR_EVENT', 'COMPLETED', 0, false, data, 'shop/order.paid',
            event_id, 0, ended_at, queued_at, queued_at + interval '1 day'
        from batch where n % 100 = 0
        """;

    private static final String ATTEMPTS = """
        insert into gamelan.attempt (run_id, token, step_key, attempt, function_id, outcome, started_at, ended_at, error, fingerprint,
            ends_run)
        select run_id, nr + 1, '', nr, function_id, 'FAILED', queued_at + nr * (ended_at - queued_at) / 4,
            queued_at + (nr + 1) * (ended_at - queued_at) / 4, error, fingerprint, nr = 3
        from batch, generate_series(0, 3) nr where status = 'FAILED' or (attempts = 2 and nr = 0)
        order by n, nr
        """;

    private static final String RUNS = """
        insert into gamelan.ended_run (id, function_id, event_id, status, attempt, output, error, queued_at, started_at, ended_at,
            error_fingerprint)
        select run_id, function_id, event_id, status, attempts - 1, case status when 'COMPLETED' then output end,
            case when status <> 'COMPLETED' then error end, queued_at, queued_at + interval '8 ms', ended_at,
            case status when 'FAILED' then fingerprint end
        from batch order by ended_at
        """;

    /** What makes rows of the batch, and empties it. */
    static final List<String> STORAGE = List.of(EVENTS, EXTERNAL_IDS, STEPS, WAITS, ATTEMPTS, RUNS, "truncate batch");

    private HistoryRows() {}
}
