create table examples.audit_entry (
    run_id     varchar(26)  not null primary key,
    event_name varchar(512) not null,
    subject    text
);
