package dev.albireo.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

/** Routes of a test, served at a free port. */
final class RunningRouter implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Router routes = Router.router(vertx);
    private final HttpServer server;

    RunningRouter() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(routes)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    Router routes() {
        return routes;
    }

    HttpResponse<String> get(String path, String accept) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + path))
                            .header("Accept", accept)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
