package dev.albireo.devstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/** A stand-in for a service: reads the settings file as Quarkus would, listens on both ports, is ready, and answers with its settings. */
final class StandInService {
    private StandInService() {}

    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        try (FileReader file = new FileReader(
                Path.of(URI.create(System.getProperty("quarkus.config.locations")))
                        .toFile(),
                StandardCharsets.UTF_8)) {
            settings.load(file);
        }
        if (settings.containsKey("test.fail")) {
            System.out.println("cannot go on: " + settings.getProperty("test.fail"));
            System.exit(3);
        }
        listen(settings.getProperty("quarkus.http.port"), settings.toString());
        listen(settings.getProperty("quarkus.management.port"), "UP");
    }

    private static void listen(String port, String answer) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        server.createContext("/", exchange -> send(exchange, answer));
        server.start();
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
