-- Until when somebody on this node wants to know what other nodes change; null or past when nobody does.
alter table gamelan.node add column listening_until timestamp(6) with time zone;

-- What a node has changed, for those who listen on others: written while there are any, and deleted a little later.
create table gamelan.notice (
    incarnation varchar(26)                 not null,
    -- Counts from 1 without gaps.
    number      bigint                      not null,
    written_at  timestamp(6) with time zone not null,
    changes     text                        not null,
    primary key (incarnation, number)
);
