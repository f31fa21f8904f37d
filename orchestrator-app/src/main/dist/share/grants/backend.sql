-- On the backend database, as an administrator; MySQL 8.0.31 and MariaDB 10.11 or newer. On a cluster on one member.
-- The schema is everything orchestrator needs: it makes its tables there and completes those of an earlier orchestrator.

create database if not exists orchestrator;
create user 'orchestrator_server'@'10.0.0.%' identified by 'choose a password';
grant all privileges on orchestrator.* to 'orchestrator_server'@'10.0.0.%';
