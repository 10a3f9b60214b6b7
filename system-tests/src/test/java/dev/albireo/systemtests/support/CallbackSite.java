package dev.albireo.systemtests.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The web site of a client: {@code /landed} is a page, {@code /onward?to=…} redirects, as a redirect URI does that continues to the user's
 * original page.
 */
public final class CallbackSite implements AutoCloseable {
    private final HttpServer server;
    private final String host;

    private CallbackSite(String host) {
        this.host = host;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/landed", exchange -> answer(exchange, 200));
        server.createContext("/onward", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getQuery().replaceAll("^.*?to=([^&]*).*$", "$1"));
            answer(exchange, 302);
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Starts a site on a free port of this host name or address. */
    public static CallbackSite at(String host) {
        return new CallbackSite(host);
    }

    /** Returns the address of a path here. */
    public String uri(String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] page = "<!DOCTYPE html><title>The application</title>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }
}
