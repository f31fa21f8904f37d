-- Decisions, to act or not to act, with their reasons; one row each time one changes.
create table if not exists orcj_event (
    event_id bigint not null auto_increment,
    decided_at datetime(6) not null,
    topic varchar(64) character set ascii not null,
    cluster_name varchar(128) character set ascii not null,
    hostname varchar(128) character set ascii not null,
    port int not null,
    verdict varchar(64) character set ascii not null,
    reason mediumtext not null,
    primary key (event_id),
    key orcj_event_by_cluster (cluster_name, event_id)
) engine=InnoDB default charset=utf8mb4;
