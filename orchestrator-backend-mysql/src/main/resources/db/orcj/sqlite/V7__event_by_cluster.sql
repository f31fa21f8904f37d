create index if not exists orcj_event_by_cluster on orcj_event (cluster_name, event_id);
