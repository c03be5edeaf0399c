alter table gamelan.ended_run reset (fillfactor);
