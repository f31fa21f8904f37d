-- The lease of the node that `active_node` names. It counts only while host, token and first_seen_active are those of
-- that row: a leader that keeps no lease of ours leaves a row here that names somebody else.
create table if not exists orcj_lease (
    anchor tinyint not null,
    hostname varchar(128) character set ascii not null,
    token varchar(128) character set ascii not null,
    first_seen_active varchar(32) character set ascii not null,
    term bigint not null,
    affirmations bigint not null,
    lease_micros bigint not null,
    affirmed_at datetime(6) not null,
    primary key (anchor)
) engine=InnoDB default charset=utf8mb4;
