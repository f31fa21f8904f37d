-- What a recovery was about to do, written before the statement is sent. Rows are inserted by a select from orcj_claim,
-- so that one can stand here only if the claim was held.
create table if not exists orcj_recovery_step (
    recovery_uid varchar(128) character set ascii not null,
    step_number int not null,
    attempt int not null,
    claim_number bigint not null,
    hostname varchar(128) character set ascii not null,
    port int not null,
    document_version int not null,
    document mediumtext not null,
    intended_at datetime(6) not null,
    primary key (recovery_uid, attempt, step_number, hostname, port)
) engine=InnoDB default charset=utf8mb4;
