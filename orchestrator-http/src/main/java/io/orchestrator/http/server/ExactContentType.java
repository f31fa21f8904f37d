package io.orchestrator.http.server;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Keeps the spelling of one content type, which Jetty would lower; the contract fixes it letter by letter (http-api.md 1.3). */
final class ExactContentType extends Handler.Wrapper {
    private final HttpField exact;

    ExactContentType(String contentType) {
        this.exact = new HttpField(HttpHeader.CONTENT_TYPE, contentType);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new Spelled(request, response), callback);
    }

    private final class Spelled extends Response.Wrapper {
        private final HttpFields.Mutable headers;

        Spelled(Request request, Response wrapped) {
            super(request, wrapped);
            headers = new HttpFields.Mutable.Wrapper(wrapped.getHeaders()) {
                @Override
                public HttpField onAddField(HttpField field) {
                    return spelled(field);
                }

                @Override
                public HttpField onReplaceField(HttpField oldField, HttpField newField) {
                    return spelled(newField);
                }
            };
        }

        @Override
        public HttpFields.Mutable getHeaders() {
            return headers;
        }

        private HttpField spelled(HttpField field) {
            boolean same = field.getHeader() == HttpHeader.CONTENT_TYPE && field.getValue() != null
                    && field.getValue().replace(" ", "").equalsIgnoreCase(exact.getValue().replace(" ", ""));
            return same ? exact : field;
        }
    }
}
