-- On the source of each topology of MySQL 8.0 or newer, as an administrator; replicas receive it.

create user 'orchestrator'@'10.0.0.%' identified by 'choose a password';

-- To see: replicas and threads; positions and replication; the list of replicas.
grant process, replication client, replication slave on *.* to 'orchestrator'@'10.0.0.%';
-- To see: heartbeats, channels, group members.
grant select on performance_schema.* to 'orchestrator'@'10.0.0.%';
-- To act: stop, start and point replication; reset it.
grant replication_slave_admin, reload on *.* to 'orchestrator'@'10.0.0.%';
-- To act: read_only, super_read_only, semi-sync.
grant system_variables_admin on *.* to 'orchestrator'@'10.0.0.%';

-- For queries of your own (DetectClusterAliasQuery and the like) select on what they read, for instance:
-- grant select on meta.* to 'orchestrator'@'10.0.0.%';
