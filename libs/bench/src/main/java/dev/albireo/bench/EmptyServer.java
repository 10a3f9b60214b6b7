package dev.albireo.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The floor of every response: the HTTP server of the services, with an empty response. A separate process. */
final class EmptyServer {
    private EmptyServer() {}

    /** @param arguments the port */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        vertx.createHttpServer()
                .requestHandler(request ->
                        request.response().putHeader("Content-Length", "0").end())
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onSuccess(server -> System.out.println("ready"));
    }
}
