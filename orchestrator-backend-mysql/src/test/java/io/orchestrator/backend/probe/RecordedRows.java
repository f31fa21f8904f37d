package io.orchestrator.backend.probe;

import java.util.LinkedHashMap;
import java.util.Map;

import io.orchestrator.backend.target.Row;

/** Answers as servers of several versions give them, written as column, colon, value; an empty value stays empty, NULL is left out. */
final class RecordedRows {
    static final String MYSQL_57 = """
            Slave_IO_State: Waiting for master to send event
            Master_Host: db1
            Master_User: repl
            Master_Port: 3306
            Connect_Retry: 60
            Master_Log_File: mysql-bin.000007
            Read_Master_Log_Pos: 2110
            Relay_Log_File: relay.000003
            Relay_Log_Pos: 1204
            Relay_Master_Log_File: mysql-bin.000006
            Slave_IO_Running: Yes
            Slave_SQL_Running: No
            Replicate_Do_DB:
            Replicate_Wild_Ignore_Table: tmp.%
            Last_Errno: 1062
            Last_Error: Duplicate entry
            Exec_Master_Log_Pos: 991
            Master_SSL_Allowed: No
            Master_SSL_CA_File:
            Master_SSL_Verify_Server_Cert: No
            Seconds_Behind_Master: NULL
            Last_IO_Errno: 0
            Last_IO_Error:
            Last_SQL_Errno: 1062
            Last_SQL_Error: Could not execute Write_rows event
            Master_Server_Id: 1
            Master_UUID: 3e11fa47-71ca-11e1-9e33-c80aa9429562
            Master_Info_File: mysql.slave_master_info
            SQL_Delay: 3600
            SQL_Remaining_Delay: NULL
            Retrieved_Gtid_Set:
            Executed_Gtid_Set:
            Auto_Position: 0
            Replicate_Rewrite_DB:
            Channel_Name:
            Master_TLS_Version:
            """;
    static final String MYSQL_80_NEW_WORDS = """
            Replica_IO_State: Reconnecting after a failed source event read
            Source_Host: db1.example
            Source_User: repl
            Source_Port: 3307
            Source_Log_File: binlog.000012
            Read_Source_Log_Pos: 157
            Relay_Log_File: relay-bin.000044
            Relay_Log_Pos: 373
            Relay_Source_Log_File: binlog.000012
            Replica_IO_Running: Connecting
            Replica_SQL_Running: Yes
            Exec_Source_Log_Pos: 157
            Source_SSL_Allowed: Yes
            Source_SSL_CA_File: /etc/mysql/ca.pem
            Source_SSL_CA_Path:
            Source_SSL_Cert: /etc/mysql/client.pem
            Source_SSL_Cipher:
            Source_SSL_Key: /etc/mysql/client-key.pem
            Seconds_Behind_Source: NULL
            Source_SSL_Verify_Server_Cert: Yes
            Last_IO_Errno: 2003
            Last_IO_Error: error reconnecting to source 'repl@db1.example:3307' - retry-time: 1 retries: 3
            Last_SQL_Errno: 0
            Last_SQL_Error:
            Source_UUID: 3E11FA47-71CA-11E1-9E33-C80AA9429562
            SQL_Delay: 0
            Source_SSL_Crl: /etc/mysql/crl.pem
            Source_SSL_Crlpath: /etc/mysql/crls
            Retrieved_Gtid_Set: 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-20
            Executed_Gtid_Set: 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-18
            Auto_Position: 1
            Channel_Name:
            Source_TLS_Version: TLSv1.2,TLSv1.3
            Source_public_key_path:
            Get_Source_public_key: 1
            """;
    /** 8.4 and 9.x differ from 8.0 in no column that is read; this one has tags, a named channel and a key path. */
    static final String MYSQL_97 = """
            Replica_IO_State: Waiting for source to send event
            Source_Host: 127.0.0.1
            Source_User: repl
            Source_Port: 10111
            Connect_Retry: 1
            Source_Log_File: mysql-bin.000001
            Read_Source_Log_Pos: 1065
            Relay_Log_File: relay.000002
            Relay_Log_Pos: 1282
            Relay_Source_Log_File: mysql-bin.000001
            Replica_IO_Running: Yes
            Replica_SQL_Running: Yes
            Replicate_Do_DB:
            Exec_Source_Log_Pos: 1065
            Source_SSL_Allowed: Ignored
            Seconds_Behind_Source: 4
            Source_SSL_Verify_Server_Cert: No
            Last_IO_Errno: 0
            Last_IO_Error:
            Last_SQL_Errno: 0
            Last_SQL_Error:
            Source_UUID: 00010111-1111-1111-1111-111111111111
            SQL_Delay: 0
            Retrieved_Gtid_Set: 00010111-1111-1111-1111-111111111111:1-4:blue:1-2
            Executed_Gtid_Set: 00010111-1111-1111-1111-111111111111:1-4
            Auto_Position: 1
            Channel_Name: east
            Source_public_key_path: /etc/mysql/source.pub
            Network_Namespace:
            """;
    static final String MARIADB_1011 = """
            Connection_name:
            Slave_SQL_State: After create
            Slave_IO_State: Waiting for master to send event
            Master_Host: 127.0.0.1
            Master_User: repl
            Master_Port: 23301
            Connect_Retry: 1
            Master_Log_File: mysql-bin.000001
            Read_Master_Log_Pos: 642
            Relay_Log_File: relay.000002
            Relay_Log_Pos: 756
            Relay_Master_Log_File: mysql-bin.000001
            Slave_IO_Running: Yes
            Slave_SQL_Running: Yes
            Exec_Master_Log_Pos: 457
            Master_SSL_Allowed: No
            Seconds_Behind_Master: 0
            Master_SSL_Verify_Server_Cert: No
            Last_IO_Errno: 0
            Last_IO_Error:
            Last_SQL_Errno: 0
            Last_SQL_Error:
            Master_Server_Id: 23301
            Master_SSL_Crl:
            Master_SSL_Crlpath:
            Using_Gtid: Slave_Pos
            Gtid_IO_Pos: 0-23301-2
            Replicate_Do_Domain_Ids:
            SQL_Delay: 0
            SQL_Remaining_Delay: NULL
            Slave_received_heartbeats: 0
            Slave_heartbeat_period: 1.000
            Gtid_Slave_Pos: 0-23301-1
            """;

    private RecordedRows() {}

    static Row row(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (!value.equals("NULL")) {
                columns.put(line.substring(0, colon).strip(), value);
            }
        });
        return Row.of(columns);
    }
}
