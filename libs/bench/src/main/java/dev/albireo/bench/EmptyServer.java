package dev.albireo.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The floor of every answer: the HTTP server that the services stand on, with nothing to say. A process of its own. */
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
