-- How far a recovery has come, beside its row in `topology_recovery`.
create table if not exists orcj_recovery_state (
    recovery_uid varchar(128) character set ascii not null,
    document_version int not null,
    document mediumtext not null,
    stored_at datetime(6) not null,
    primary key (recovery_uid)
) engine=InnoDB default charset=utf8mb4;
