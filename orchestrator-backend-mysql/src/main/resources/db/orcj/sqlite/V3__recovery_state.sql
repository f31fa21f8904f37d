-- How far a recovery has come, beside its row in `topology_recovery`.
create table if not exists orcj_recovery_state (
    recovery_uid varchar(128) not null,
    document_version int not null,
    document text not null,
    stored_at text not null,
    primary key (recovery_uid)
);
