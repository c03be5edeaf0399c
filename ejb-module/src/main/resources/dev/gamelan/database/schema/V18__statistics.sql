-- What happened in each minute and in each hour, as each server has counted it: written every few seconds while something happens, and
-- not by the transactions of runs.
create table gamelan.statistics (
    grain        varchar(6)                  not null,
    -- Empty for all functions together, and for what belongs to none.
    function_id  varchar(128)                not null,
    begins_at    timestamp(6) with time zone not null,
    -- Of the node: in another life it counts anew.
    incarnation  varchar(26)                 not null,
    created      bigint                      not null,
    started      bigint                      not null,
    completed    bigint                      not null,
    failed       bigint                      not null,
    cancelled    bigint                      not null,
    events       bigint                      not null,
    -- How many runs waited, or took, for how long: bucket and count of each.
    queue_wait   text                        not null,
    run_duration text                        not null,
    primary key (grain, function_id, begins_at, incarnation)
);
create index statistics_begins_at on gamelan.statistics (grain, begins_at);
