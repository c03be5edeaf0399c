-- Jobs that do one thing to many runs. A page of items is carried out and counted here in one transaction.
create table gamelan.bulk (
    id              varchar(26)                 not null primary key,
    request_id      varchar(64)                 not null,
    kind            varchar(16)                 not null,
    status          varchar(16)                 not null,
    -- What is asked for, as JSON.
    selection       text                        not null,
    -- Asked for as a cancellation of the reference's REST API.
    cancellation    boolean                     not null,
    per_second      double precision,
    actor           varchar(128)                not null,
    total           int                         not null,
    done            int                         not null,
    failed          int                         not null,
    skipped         int                         not null,
    -- Whether all items are written down; until then the last one that was looked at.
    selected        boolean                     not null,
    selected_to     varchar(26),
    -- Who may work on it: the run that the turn's event has started.
    turn            int                         not null,
    event_id        varchar(26)                 not null,
    -- Since when it works without a pause, and how many items were behind it then.
    resumed_at      timestamp(6) with time zone not null,
    resumed_with    int                         not null,
    worked_at       timestamp(6) with time zone not null,
    -- When the next page may be worked on, if its rate is limited.
    due_at          timestamp(6) with time zone not null,
    problem         text,
    created_at      timestamp(6) with time zone not null,
    ended_at        timestamp(6) with time zone
);
create unique index bulk_request_id on gamelan.bulk (request_id);
create index bulk_status on gamelan.bulk (status);

-- What a job works on, in the order of the numbers: from -total to -1, which is the newest.
create table gamelan.bulk_item (
    bulk_id     varchar(26) not null,
    nr          int         not null,
    -- A run; or an event, for the function beside it.
    source_id   varchar(26) not null,
    target_id   varchar(128),
    result      varchar(8),
    message     text,
    -- The run that was started.
    made_run_id varchar(26),
    primary key (bulk_id, nr)
);
create index bulk_item_result on gamelan.bulk_item (bulk_id, result, nr);
create index bulk_item_made_run_id on gamelan.bulk_item (made_run_id);

-- Who has asked for what.
create table gamelan.bulk_action (
    bulk_id varchar(26)                 not null,
    nr      int                         not null,
    action  varchar(16)                 not null,
    actor   varchar(128)                not null,
    at      timestamp(6) with time zone not null,
    primary key (bulk_id, nr)
);
