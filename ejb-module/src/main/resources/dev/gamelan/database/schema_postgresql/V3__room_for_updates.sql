-- Rows of runs are updated when they start and when they end: with room on their page, without touching an index.
alter table gamelan.run set (fillfactor = 70);
alter table gamelan.work set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
alter table gamelan.dispatch set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
alter table gamelan.step set (fillfactor = 90);

-- Most events have no id of their own.
drop index gamelan.event_external_id;
create index event_external_id on gamelan.event (external_id) where external_id is not null;
