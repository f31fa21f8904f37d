package io.orchestrator.http.server;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets a request that is being answered be cut off from outside: the servlet API has no way to end a write that waits for its reader. */
final class Connections extends Handler.Wrapper {
    private static final String ATTRIBUTE = Connections.class.getName();

    /** @param next what handles requests */
    Connections(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (Request.getPathInContext(request).endsWith(EventsPage.PATH)) {
            Runnable close = () -> request.getConnectionMetaData().getConnection().getEndPoint().close();
            request.setAttribute(ATTRIBUTE, close);
        }
        return super.handle(request, response, callback);
    }

    /** Closes the connection that a request came over. */
    static void close(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable close) {
            close.run();
        }
    }
}
