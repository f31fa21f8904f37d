-- Everything the last probe of a server saw, beside its row in `database_instance`. contract_checked is that row's
-- last_checked as we left it: another value there means that another implementation wrote since.
create table if not exists orcj_instance_snapshot (
    hostname varchar(128) character set ascii not null,
    port int not null,
    began_at datetime(6) not null,
    checked_at datetime(6) not null,
    seen_at datetime(6) null,
    contract_checked varchar(32) character set ascii not null,
    document_version int not null,
    document mediumtext not null,
    primary key (hostname, port)
) engine=InnoDB default charset=utf8mb4;
