package dev.albireo.devstack.edge;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Reads a request's body completely before it is forwarded. A body over the limit is answered with 413 (RFC 9110 section 15.5.14), one with
 * invalid framing with 400 (RFC 9112 section 7.1); after both the connection is closed, because the beginning of the next request is
 * unknown.
 */
final class BoundedBody implements ProxyInterceptor {
    /** The limit of the services, {@code quarkus.http.limits.max-body-size}, in bytes. */
    static final int LIMIT = 64 * 1024;

    /** How long a client that is still sending may take to read the response. Closing the connection at once would lose it. */
    private static final long LINGER_MILLIS = 2_000;

    private final Vertx vertx;

    BoundedBody(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        HttpServerRequest client = context.request().proxiedRequest();
        if (!hasBody(client.headers())) {
            return context.sendRequest();
        }
        return read(client)
                .onSuccess(body -> context.request().setBody(Body.body(body)))
                .compose(body -> context.sendRequest())
                .recover(failure -> failure instanceof TooLarge
                        ? Future.succeededFuture(tooLarge(context))
                        : Future.failedFuture(failure));
    }

    private static boolean hasBody(MultiMap headers) {
        return headers.contains(HttpHeaders.CONTENT_LENGTH) || headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /**
     * Returns the body; fails with {@link TooLarge} as soon as the limit is exceeded, and discards the rest. Invalid framing is answered
     * here, because the connection is closed as soon as the handler returns; then the future never completes.
     */
    private static Future<Buffer> read(HttpServerRequest client) {
        Promise<Buffer> result = Promise.promise();
        Buffer body = Buffer.buffer();
        client.exceptionHandler(failure -> {
            if (!client.response().ended() && !(failure instanceof HttpClosedException)) {
                client.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                EdgeError.BAD_FRAMING.send(client);
                // Writes the response first; the connection is closed in any case after this handler.
                client.connection().close();
            }
        });
        client.handler(part -> {
            if (body.length() + part.length() > LIMIT) {
                result.tryFail(new TooLarge());
            } else {
                body.appendBuffer(part);
            }
        });
        client.endHandler(end -> result.tryComplete(body));
        if (declaredLength(client) > LIMIT) {
            result.tryFail(new TooLarge());
        }
        client.resume();
        return result.future();
    }

    /** Returns the declared length; a value that is not a number was rejected before. */
    private static long declaredLength(HttpServerRequest client) {
        String length = client.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length.strip());
    }

    private void closeAfterResponse(HttpServerRequest client) {
        client.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        client.response().endHandler(sent -> {
            if (client.isEnded()) {
                client.connection().close();
            } else {
                client.endHandler(end -> client.connection().close());
                vertx.setTimer(LINGER_MILLIS, late -> client.connection().close());
            }
        });
    }

    private ProxyResponse tooLarge(ProxyContext context) {
        HttpServerRequest client = context.request().proxiedRequest();
        closeAfterResponse(client);
        ProxyResponse response = context.request().setBody(null).response();
        EdgeError.BODY_TOO_LARGE.headers(client).forEach(response::putHeader);
        return response.setStatusCode(EdgeError.BODY_TOO_LARGE.status())
                .setBody(Body.body(EdgeError.BODY_TOO_LARGE.body(client)));
    }

    /** Has no stack trace, because it is a response, not a fault. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the body is larger than " + LIMIT + " bytes", null, false, false);
        }
    }
}
