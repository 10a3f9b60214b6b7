package dev.albireo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * Reads form-encoded bodies before Quarkus REST does, which leaves a request unanswered for ever where the last value is not decodable.
 * {@link FormGuard} refuses what could not be read here.
 */
@Singleton
class FormReader {
    private static final String MALFORMED = "albireo.form.malformed";

    /** After the limit on the size of bodies, before everything that looks at them. */
    private static final int PRIORITY = 1;

    void register(@Observes Filters filters) {
        filters.register(FormReader::read, PRIORITY);
    }

    static boolean couldNotRead(RoutingContext routing) {
        return routing.get(MALFORMED) != null;
    }

    private static void read(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String type = request.getHeader("Content-Type");
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        if (!form) {
            routing.next();
            return;
        }
        request.setExpectMultipart(true);
        request.exceptionHandler(failure -> routing.put(MALFORMED, true));
        request.endHandler(end -> {
            if (request.formAttributes().isEmpty()) {
                // Where there is none, Quarkus would read the body a second time.
                request.formAttributes().add("", "");
            }
            routing.next();
        });
        request.resume();
    }
}
