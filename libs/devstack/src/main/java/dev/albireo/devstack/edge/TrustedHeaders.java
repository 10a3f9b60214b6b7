package dev.albireo.devstack.edge;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Sets the headers that services trust from the edge. The client's own values are removed, never appended to. (The proxy library removes
 * the standard hop-by-hop headers; those a client lists in {@code Connection} are removed here.)
 */
final class TrustedHeaders implements ProxyInterceptor {
    private static final Set<String> REMOVED = Set.of("forwarded", "x-real-ip", "via", "expect", "proxy-connection");
    private static final List<String> REMOVED_PREFIXES = List.of("x-forwarded-", "albireo-");

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        MultiMap headers = context.request().headers();
        HttpServerRequest client = context.request().proxiedRequest();
        removeListedInConnection(headers);
        headers.names().stream().filter(TrustedHeaders::isRemoved).toList().forEach(headers::remove);
        headers.set("X-Forwarded-For", client.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", "http");
        headers.set(
                "X-Forwarded-Host", Objects.requireNonNull(client.authority()).toString());
        return context.sendRequest();
    }

    private static void removeListedInConnection(MultiMap headers) {
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                headers.remove(name.strip());
            }
        }
    }

    private static boolean isRemoved(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return REMOVED.contains(lowerCase) || REMOVED_PREFIXES.stream().anyMatch(lowerCase::startsWith);
    }
}
