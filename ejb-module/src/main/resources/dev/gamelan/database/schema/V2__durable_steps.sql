-- Events are in the order of their acceptance; those accepted in one commit are in the order of their ids.
drop index gamelan.event_seq;
drop index gamelan.event_name_seq;
drop index gamelan.event_received_at;
alter table gamelan.event drop column seq;
create index event_received_at on gamelan.event (received_at, id);
create index event_name_received_at on gamelan.event (name, received_at, id);

-- The obligations in "dispatch" say what the topic still has to bring about: a second list is not needed.
drop table gamelan.outbox;

-- Triggers, cancellations, time limits, as JSON.
alter table gamelan.function add column config text;

-- The events that this node accepted before have been offered to those who wait for them.
alter table gamelan.node add column offered_at timestamp(6) with time zone;

alter table gamelan.run add column parent_run_id varchar(26);
alter table gamelan.run add column parent_step varchar(40);
alter table gamelan.run drop constraint run_status;
alter table gamelan.run add constraint run_status
    check (status in ('QUEUED', 'RUNNING', 'WAITING', 'COMPLETED', 'FAILED', 'CANCELLED'));

-- Whose step waits for this run.
alter table gamelan.work add column parent_run_id varchar(26);
alter table gamelan.work add column parent_step varchar(40);
-- How many steps were stored at the last claim: a run that gets on between crashes is not the cause of them.
alter table gamelan.work add column steps int default 0 not null;
alter table gamelan.work add column started boolean default false not null;
-- Whether there may be waits, signals or time limits to be deleted at its end.
alter table gamelan.work add column waits boolean default true not null;
drop index gamelan.work_due_at;
create index work_function_due_at on gamelan.work (function_id, due_at);

create table gamelan.step (
    run_id      varchar(26)  not null,
    -- SHA-1 of its id, and number.
    step_key    varchar(40)  not null,
    name        varchar(256) not null,
    idx         int          not null,
    kind        varchar(16)  not null,
    status      varchar(16)  not null,
    attempt     int          not null,
    -- Whether the run goes on only when this step has ended.
    blocking    boolean      not null,
    output      text,
    error       text,
    -- When a retry is due, a sleep ends, a wait is given up.
    until_at    timestamp(6) with time zone,
    -- The event's name, the signal, the function that it is about.
    subject     varchar(512),
    event_id    varchar(26),
    took_micros bigint       not null,
    recorded_at timestamp(6) with time zone not null,
    primary key (run_id, step_key),
    constraint step_status check (status in ('WAITING', 'RETRYING', 'COMPLETED', 'FAILED'))
);

-- Who is to be told of which events: waits of steps, and the cancellations of each live run.
create table gamelan.wait (
    run_id   varchar(26)                 not null,
    -- The step, or "cancel" and a number.
    wait_key varchar(40)                 not null,
    topic    varchar(40)                 not null,
    name     varchar(512)                not null,
    path     varchar(256)                not null,
    -- Events accepted before are not meant.
    after_at timestamp(6) with time zone not null,
    -- Nor after; null for cancellations.
    until_at timestamp(6) with time zone,
    primary key (run_id, wait_key)
);
create index wait_topic on gamelan.wait (topic);

-- Under which paths the events of a name are awaited. Never deleted from: there are few.
create table gamelan.awaited (
    name varchar(512) not null,
    path varchar(256) not null,
    primary key (name, path)
);

-- Who waits for a signal; one at a time.
create table gamelan.signal (
    name     varchar(256) not null primary key,
    run_id   varchar(26)  not null,
    step_key varchar(40)  not null
);
create index signal_run_id on gamelan.signal (run_id);

-- When a live run is cancelled because it takes too long.
create table gamelan.time_limit (
    run_id varchar(26)                 not null,
    kind   varchar(8)                  not null,
    due_at timestamp(6) with time zone not null,
    primary key (run_id, kind)
);
create index time_limit_due_at on gamelan.time_limit (due_at);
