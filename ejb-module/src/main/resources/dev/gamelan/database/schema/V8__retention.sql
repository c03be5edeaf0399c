-- One row: who deletes what is older than it has to be kept, how far that has come, and what the last pass has deleted.
create table gamelan.retention (
    id          int                         not null primary key,
    -- The node that deletes, and until when it does not have to give another sign of life.
    owner       varchar(128),
    lease_until timestamp(6) with time zone,
    next_at     timestamp(6) with time zone not null,
    began_at    timestamp(6) with time zone,
    -- Null while a pass is going on, or was when its node died.
    ended_at    timestamp(6) with time zone,
    runs        bigint                      not null,
    steps       bigint                      not null,
    events      bigint                      not null,
    event_ids   bigint                      not null,
    -- Events up to here have been looked at. One that was kept is looked at again when what needed it is deleted.
    event_at    timestamp(6) with time zone not null,
    event_id    varchar(26)                 not null,
    -- Likewise senders' ids, in the order of the end of their time.
    expired_at  timestamp(6) with time zone not null,
    expired_id  varchar(255)                not null
);
insert into gamelan.retention
    (id, next_at, runs, steps, events, event_ids, event_at, event_id, expired_at, expired_id)
values (1, current_timestamp, 0, 0, 0, 0,
    cast('1970-01-01 00:00:00+00' as timestamp with time zone), '',
    cast('1970-01-01 00:00:00+00' as timestamp with time zone), '');
