package dev.albireo.devstack.edge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** A handler that the edge serves itself, beside the services. */
public interface PathHandler extends Handler<HttpServerRequest> {
    /** Returns whether this handler serves the path; called before the route table. */
    boolean owns(String path);
}
