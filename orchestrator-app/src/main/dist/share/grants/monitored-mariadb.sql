-- On the source of each topology of MariaDB 10.11 or newer, as an administrator; replicas receive it.

create user 'orchestrator'@'10.0.0.%' identified by 'choose a password';

-- To see: threads; positions; the state of replication; the list of replicas.
grant process, binlog monitor, slave monitor, replication slave on *.* to 'orchestrator'@'10.0.0.%';
-- To act: stop, start, point and reset replication; read_only; semi-sync and other global variables.
grant reload, super, replication slave admin, replication master admin, read_only admin on *.*
    to 'orchestrator'@'10.0.0.%';

-- For queries of your own (DetectClusterAliasQuery and the like) select on what they read, for instance:
-- grant select on meta.* to 'orchestrator'@'10.0.0.%';
