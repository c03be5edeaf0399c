-- H2 reads an index in one direction only, and stops at the limit only if the order names all of its columns.
create index if not exists gamelan.event_newest on gamelan.event (received_at desc, id desc);
create index if not exists gamelan.event_name_newest on gamelan.event (name, received_at desc, id desc);

create index if not exists gamelan.ended_run_newest on gamelan.ended_run (id desc);
create index if not exists gamelan.ended_run_function_newest on gamelan.ended_run (function_id, id desc);
drop index if exists gamelan.run_function_id;
create index if not exists gamelan.ended_run_status on gamelan.ended_run (status, id desc);
create index if not exists gamelan.ended_run_function_status on gamelan.ended_run (function_id, status, id desc);
create index if not exists gamelan.ended_run_ended_at on gamelan.ended_run (ended_at);
