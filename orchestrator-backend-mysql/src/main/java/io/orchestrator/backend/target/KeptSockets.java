package io.orchestrator.backend.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import org.jspecify.annotations.Nullable;

/** The driver's sockets, whose input costs no memory while nothing is read. The driver makes one of these for each connection. */
public final class KeptSockets extends StandardSocketFactory {
    @Override
    protected Socket createSocket(PropertySet settings) {
        return new KeptSocket();
    }

    private static final class KeptSocket extends Socket {
        private @Nullable InputStream input;

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream known = input;
            if (known == null) {
                known = new BorrowedBufferInput(super.getInputStream());
                input = known;
            }
            return known;
        }
    }
}
