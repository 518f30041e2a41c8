package arelops.app.web;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Answers in JSON what never came as far as the door: malformed requests.
final class JsonErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : HttpStatus.BAD_REQUEST_400;
        Door.write(
                response,
                Sent.error(status, "request.malformed", "This is no request that can be read", "See docs/api.md.", 2),
                callback);
        return true;
    }
}
