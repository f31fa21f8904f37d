package io.orchestrator.backend.target;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BorrowedBufferInputTest {
    @Test
    void whateverIsAskedForAndHoweverItArrivesTheBytesAreThoseOfTheStream() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] sent = new byte[random.nextInt(100_000)];
            random.nextBytes(sent);
            InputStream input = new BorrowedBufferInput(inPieces(sent, random));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            while (true) {
                int kind = random.nextInt(10);
                if (kind == 0) {
                    int one = input.read();
                    if (one < 0) {
                        break;
                    }
                    received.write(one);
                } else if (kind == 1) {
                    int at = received.size();
                    int count = (int) input.skip(random.nextInt(5_000));
                    received.write(sent, at, count);
                } else {
                    byte[] into = new byte[1 + random.nextInt(kind == 2 ? 40_000 : 300)];
                    int count = input.read(into, 0, into.length);
                    if (count < 0) {
                        break;
                    }
                    received.write(into, 0, count);
                }
            }
            assertThat(received.toByteArray()).as("seed %d", seed).isEqualTo(sent);
        }
    }

    @Test
    void anErrorOfTheStreamIsToldAndTheNextReadAsksAgain() throws IOException {
        InputStream failing = new InputStream() {
            private boolean failed;

            @Override
            public int read() throws IOException {
                throw new IOException("not asked for single bytes");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (!failed) {
                    failed = true;
                    throw new IOException("the first time");
                }
                into[offset] = 7;
                return 1;
            }
        };
        InputStream input = new BorrowedBufferInput(failing);

        assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessage("the first time");
        assertThat(input.read()).isEqualTo(7);
    }

    @Test
    void whatIsReadAheadIsAvailable() throws IOException {
        InputStream input = new BorrowedBufferInput(new ByteArrayInputStream(new byte[100]));

        assertThat(input.available()).isEqualTo(100);
        assertThat(input.read()).isZero();
        assertThat(input.available()).isEqualTo(99);
    }

    /** As a socket does it: no more than has arrived. */
    private static InputStream inPieces(byte[] sent, Random random) {
        return new ByteArrayInputStream(sent) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(20_000)));
            }
        };
    }
}
