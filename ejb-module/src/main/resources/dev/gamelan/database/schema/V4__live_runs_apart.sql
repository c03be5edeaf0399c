-- A run is one row of work while it lives and one row of history afterwards, written once: what is live is never searched in
-- the history, and the history is never updated.
alter table gamelan.work add column status varchar(16);
alter table gamelan.work add column queued_at timestamp(6) with time zone;
alter table gamelan.work add column started_at timestamp(6) with time zone;
-- Why the attempt before failed.
alter table gamelan.work add column error text;
update gamelan.work set
    status = (select r.status from gamelan.run r where r.id = run_id),
    queued_at = (select r.queued_at from gamelan.run r where r.id = run_id),
    started_at = (select r.started_at from gamelan.run r where r.id = run_id),
    error = (select r.error from gamelan.run r where r.id = run_id);
alter table gamelan.work alter column status set not null;
alter table gamelan.work alter column queued_at set not null;
alter table gamelan.work add constraint work_status check (status in ('QUEUED', 'RUNNING', 'WAITING'));
alter table gamelan.work drop column started;
create index work_event_id on gamelan.work (event_id);

alter table gamelan.run rename to ended_run;
delete from gamelan.ended_run where status not in ('COMPLETED', 'FAILED', 'CANCELLED');
alter table gamelan.ended_run drop constraint run_status;
alter table gamelan.ended_run add constraint ended_run_status check (status in ('COMPLETED', 'FAILED', 'CANCELLED'));
alter table gamelan.ended_run alter column ended_at set not null;

-- Every run, whether it lives or not, exactly once.
create view gamelan.run as
    select id, function_id, event_id, status, attempt, output, error, queued_at, started_at, ended_at,
        parent_run_id, parent_step
    from gamelan.ended_run
    union all
    select run_id, function_id, event_id, status, attempt, cast(null as text), error, queued_at, started_at,
        cast(null as timestamp(6) with time zone), parent_run_id, parent_step
    from gamelan.work;
