-- Decisions, to act or not to act, with their reasons; one row each time one changes.
create table if not exists orcj_event (
    event_id integer primary key,
    decided_at text not null,
    topic varchar(64) not null,
    cluster_name varchar(128) not null,
    hostname varchar(128) not null,
    port int not null,
    verdict varchar(64) not null,
    reason text not null
);
