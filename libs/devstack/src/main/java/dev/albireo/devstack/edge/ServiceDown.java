package dev.albireo.devstack.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/** Answers in a service's place when it cannot be reached or breaks off before it has answered. */
final class ServiceDown implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest().recover(failure -> Future.succeededFuture(answer(context)));
    }

    private static ProxyResponse answer(ProxyContext context) {
        HttpServerRequest client = context.request().proxiedRequest();
        ProxyResponse response = context.request().release().response();
        Refusal.SERVICE_DOWN.headers(client).forEach(response::putHeader);
        return response.setStatusCode(Refusal.SERVICE_DOWN.status())
                .setBody(Body.body(Refusal.SERVICE_DOWN.body(client)));
    }
}
