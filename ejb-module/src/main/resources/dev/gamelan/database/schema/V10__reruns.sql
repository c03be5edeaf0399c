-- The run that this one repeats.
alter table gamelan.work add column origin_run_id varchar(26);
alter table gamelan.ended_run add column origin_run_id varchar(26);

drop view gamelan.run;
create view gamelan.run as
    select id, function_id, event_id, status, attempt, output, error, queued_at, started_at, ended_at,
        parent_run_id, parent_step, origin_run_id
    from gamelan.ended_run
    union all
    select run_id, function_id, event_id, status, attempt, cast(null as text), error, queued_at, started_at,
        cast(null as timestamp(6) with time zone), parent_run_id, parent_step, origin_run_id
    from gamelan.work;

-- Which requests have run what again: each run once for each request.
create table gamelan.rerun (
    request_id    varchar(64)                 not null,
    origin_run_id varchar(26)                 not null,
    run_id        varchar(26)                 not null,
    created_at    timestamp(6) with time zone not null,
    primary key (request_id, origin_run_id)
);
create index rerun_origin_run_id on gamelan.rerun (origin_run_id);
