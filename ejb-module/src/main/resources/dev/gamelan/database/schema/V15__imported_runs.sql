-- Runs of another server, which are kept to be looked at: they are among the runs that have ended, and this says what they are.
create table gamelan.imported_run (
    run_id      varchar(26)                 not null primary key,
    -- They are kept at least as long from here on as runs that end now.
    imported_at timestamp(6) with time zone not null,
    exported_at timestamp(6) with time zone not null,
    -- Where the run was in its life when it was exported.
    status      varchar(16)                 not null,
    -- The function as it was registered there, as JSON.
    function    text
);
