-- The lease of the node that `active_node` names. It counts only while host, token and first_seen_active are those of
-- that row: a leader that keeps no lease of ours leaves a row here that names somebody else.
create table if not exists orcj_lease (
    anchor tinyint not null,
    hostname varchar(128) not null,
    token varchar(128) not null,
    first_seen_active varchar(32) not null,
    term bigint not null,
    affirmations bigint not null,
    lease_micros bigint not null,
    affirmed_at text not null,
    primary key (anchor)
);
