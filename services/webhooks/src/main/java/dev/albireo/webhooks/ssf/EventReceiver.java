package dev.albireo.webhooks.ssf;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The receiver that makes a request: set by the filter of the transmitter's endpoints, read by them. */
@RequestScoped
class EventReceiver {
    private final AtomicReference<Optional<String>> client = new AtomicReference<>(Optional.empty());

    /** Returns its client id. */
    String client() {
        return client.get().orElseThrow(() -> new IllegalStateException("the request has no receiver"));
    }

    void is(String id) {
        client.set(Optional.of(id));
    }
}
