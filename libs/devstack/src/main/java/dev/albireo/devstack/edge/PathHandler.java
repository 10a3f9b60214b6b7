package dev.albireo.devstack.edge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Something that the edge serves itself, beside the services. */
public interface PathHandler extends Handler<HttpServerRequest> {
    /** Whether the path is one of its own; asked before the route table. */
    boolean owns(String path);
}
