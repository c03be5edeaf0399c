-- On tables that can be large: it may take longer than other statements may.
set local statement_timeout = 0;

-- When a wait began, and what an event has to have in common with the run's own.
alter table gamelan.step add column if not exists began_at timestamp(6) with time zone;
alter table gamelan.step add column if not exists path varchar(256);
-- The run's turn in which the step was last stored, unless that was its first: when it was due, when it was claimed, and
-- whether there had been no room for it.
alter table gamelan.step add column if not exists due_at timestamp(6) with time zone;
alter table gamelan.step add column if not exists claimed_at timestamp(6) with time zone;
alter table gamelan.step add column if not exists lacked_room boolean;

-- The last claim, if it is not that of the run's creation.
alter table gamelan.work add column if not exists claimed_at timestamp(6) with time zone;

-- The turn in which the run ended, unless that was its first.
alter table gamelan.ended_run add column if not exists due_at timestamp(6) with time zone;
alter table gamelan.ended_run add column if not exists claimed_at timestamp(6) with time zone;
alter table gamelan.ended_run add column if not exists lacked_room boolean;
-- Of failed runs: the same for errors that are taken for the same.
alter table gamelan.ended_run add column if not exists error_fingerprint varchar(32);

-- Attempts that did not go well. Of the others there is no more than the step, or the run.
create table if not exists gamelan.attempt (
    run_id      varchar(26)                 not null,
    -- The claim in which it was made.
    token       bigint                      not null,
    -- Empty for a call of the function.
    step_key    varchar(40)                 not null,
    attempt     int                         not null,
    function_id varchar(128)                not null,
    step_name   varchar(256),
    outcome     varchar(16)                 not null,
    started_at  timestamp(6) with time zone not null,
    ended_at    timestamp(6) with time zone not null,
    -- When the next one was to be made.
    next_at     timestamp(6) with time zone,
    due_at      timestamp(6) with time zone,
    claimed_at  timestamp(6) with time zone,
    lacked_room boolean,
    error       text,
    fingerprint varchar(32),
    -- Whether the run ended with it.
    ends_run    boolean                     not null,
    primary key (run_id, token, step_key, attempt),
    constraint attempt_outcome check (outcome in ('FAILED', 'PASSED_ON', 'LOST', 'RELEASED'))
);
-- So that what is counted is counted from the index alone: its pages are known to be visible to all soon after they are full.
alter table gamelan.attempt set (autovacuum_vacuum_insert_scale_factor = 0.02);
create index if not exists attempt_fingerprint on gamelan.attempt (fingerprint, ended_at) include (outcome, ends_run)
    where fingerprint is not null;

create index if not exists ended_run_error on gamelan.ended_run (error_fingerprint, id)
    where error_fingerprint is not null;
