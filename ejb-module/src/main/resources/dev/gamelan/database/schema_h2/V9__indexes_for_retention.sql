-- With the id, because H2 takes from an index no more than is asked for only if the order names all of its columns.
create index if not exists ended_run_shelf on gamelan.ended_run (function_id, status, ended_at, id);
create index if not exists step_event_id on gamelan.step (event_id);
create index if not exists event_dedup_expires_at on gamelan.event_dedup (expires_at, external_id);
