-- Everything the last probe of a server saw, beside its row in `database_instance`. contract_checked is that row's
-- last_checked as we left it: another value there means that another implementation wrote since.
create table if not exists orcj_instance_snapshot (
    hostname varchar(128) not null,
    port int not null,
    began_at text not null,
    checked_at text not null,
    seen_at text,
    contract_checked varchar(32) not null,
    document_version int not null,
    document text not null,
    primary key (hostname, port)
);
