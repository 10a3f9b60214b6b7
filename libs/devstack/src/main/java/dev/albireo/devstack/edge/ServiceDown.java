package dev.albireo.devstack.edge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Answers for a service that is unreachable or breaks off before its response. A safe request is repeated once, as proxies do (RFC 9110
 * section 9.2.2); any other may have been processed, so its failure is reported to the client.
 */
final class ServiceDown implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest()
                .recover(failure -> reads(context) ? again(context) : Future.failedFuture(failure))
                .recover(failure -> Future.succeededFuture(response(context)));
    }

    /** The client's body, which is empty, was read completely by the first attempt. */
    private static Future<ProxyResponse> again(ProxyContext context) {
        context.request().setBody(Body.body(Buffer.buffer()));
        return context.sendRequest();
    }

    private static boolean reads(ProxyContext context) {
        HttpMethod method = context.request().getMethod();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static ProxyResponse response(ProxyContext context) {
        HttpServerRequest client = context.request().proxiedRequest();
        ProxyResponse response = context.request().release().response();
        EdgeError.SERVICE_DOWN.headers(client).forEach(response::putHeader);
        return response.setStatusCode(EdgeError.SERVICE_DOWN.status())
                .setBody(Body.body(EdgeError.SERVICE_DOWN.body(client)));
    }
}
