package io.orchestrator.backend.probe;

import java.net.SocketTimeoutException;
import java.sql.SQLException;

import io.orchestrator.domain.instance.ProbeWrite.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WriteFaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1021 | Disk full (/tmp/x); waiting for someone to free some space    | DISK_FULL
            1114 | The table 't' is full                                         | DISK_FULL
            3    | Error writing file './b.000002' (OS errno 28 - No space left) | DISK_FULL
            3    | Error writing file './b.000002' (Errcode: 28 - No space left) | DISK_FULL
            1026 | Error writing file './b' (errno: 28 "No space left")          | DISK_FULL
            1026 | Error writing file './b' (errno: 30 - Read-only file system)  | READ_ONLY_FILE_SYSTEM
            1030 | Got error 28 from storage engine                              | DISK_FULL
            1005 | Can't create table 't' (errno: 30 "Read-only file system")    | READ_ONLY_FILE_SYSTEM
            1026 | Error writing file './b' (errno: 5 - Input/output error)      | REFUSED
            1290 | The MySQL server is running with the --read-only option       | READ_ONLY_SERVER
            1836 | Running in read-only mode                                     | READ_ONLY_SERVER
            1205 | Lock wait timeout exceeded                                    | LOCKED
            1213 | Deadlock found                                                | LOCKED
            1146 | Table 'meta.probe' doesn't exist                              | REFUSED
            1142 | INSERT command denied to user                                 | REFUSED
            1044 | Access denied to database 'meta'                              | REFUSED
            1053 | Server shutdown in progress                                   | UNCONNECTED
            """)
    void theNumberSaysWhatItIs(int number, String text, Result result) {
        assertThat(WriteFaults.resultOf(new SQLException(text, "HY000", number))).isEqualTo(result);
    }

    @Test
    void noAnswerIsNoAnswer() {
        var failure = new SQLException("Communications link failure", "08S01", 0, new SocketTimeoutException("x"));

        assertThat(WriteFaults.resultOf(failure)).isEqualTo(Result.UNANSWERED);
    }
}
