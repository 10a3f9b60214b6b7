package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * A range service whose response is a property of the process, as is the request that it received: a profile of tests, which starts it, is
 * loaded by another class loader than the test.
 */
public final class RangeServer {
    static final String ANSWER = "albireo.test.range.answer";
    static final String ASKED = "albireo.test.range.asked";

    private RangeServer() {}

    /** Starts a server, and returns the settings of a service that uses it. */
    public static Map<String, String> settings() {
        return Map.of(
                "albireo.password.range-service.url",
                "http://127.0.0.1:" + start().getAddress().getPort() + "/range",
                "albireo.egress.allow",
                "127.0.0.0/8");
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/range/", exchange -> {
                System.setProperty(
                        ASKED,
                        exchange.getRequestURI().getPath() + " padding="
                                + exchange.getRequestHeaders().getFirst("Add-Padding"));
                String answer = System.getProperty(ANSWER, "");
                byte[] body = answer.getBytes(UTF_8);
                exchange.sendResponseHeaders(answer.equals("fail") ? 503 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
