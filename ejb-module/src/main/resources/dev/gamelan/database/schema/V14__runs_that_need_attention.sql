-- Runs whose code does not fit what is recorded of them.
alter table gamelan.work drop constraint if exists work_status;
alter table gamelan.work add constraint work_status
    check (status in ('QUEUED', 'RUNNING', 'WAITING', 'NEEDS_ATTENTION'));

-- Of steps that the function did not ask for before it returned: true.
alter table gamelan.step add column if not exists orphaned boolean;
