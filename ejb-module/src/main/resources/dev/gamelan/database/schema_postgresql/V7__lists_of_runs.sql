-- Lists of runs, newest first. Most runs have completed, and a page of those is found on the way through the primary key; the
-- few others have indexes that cost nothing when a run completes.
create index if not exists ended_run_status on gamelan.ended_run (status, id) where status <> 'COMPLETED';
create index if not exists ended_run_function_status on gamelan.ended_run (function_id, status, id)
    where status <> 'COMPLETED';

-- Rows are stored in the order in which the runs ended. Small ranges, so that a page of the last ones is no reason to read the primary
-- key from end to end.
create index if not exists ended_run_ended_at on gamelan.ended_run using brin (ended_at)
    with (pages_per_range = 16, autosummarize = on);
