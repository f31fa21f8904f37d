-- Who may change a cluster's servers, and for which recovery. A free cluster keeps its row, with an empty recovery_uid,
-- so that claim_number never repeats.
create table if not exists orcj_claim (
    cluster_name varchar(128) character set ascii not null,
    recovery_uid varchar(128) character set ascii not null,
    owner_hostname varchar(128) character set ascii not null,
    owner_token varchar(128) character set ascii not null,
    claim_number bigint not null,
    renewals bigint not null,
    renewed_at datetime(6) not null,
    primary key (cluster_name)
) engine=InnoDB default charset=utf8mb4;
