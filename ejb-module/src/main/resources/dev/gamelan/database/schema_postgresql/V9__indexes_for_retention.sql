-- On tables that can be large: it may take longer than other statements may.
set local statement_timeout = 0;
create index if not exists ended_run_shelf on gamelan.ended_run (function_id, status, ended_at);
-- Only waits that an event has ended have one.
create index if not exists step_event_id on gamelan.step (event_id) where event_id is not null;
create index if not exists event_dedup_expires_at on gamelan.event_dedup (expires_at, external_id);
