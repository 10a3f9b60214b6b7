package dev.albireo.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.concurrent.atomic.AtomicReference;

/** Who acts in an internal call: set by the guard of internal endpoints, read by use cases for the audit trail. */
@RequestScoped
public class Actor {
    private final AtomicReference<String> name = new AtomicReference<>("anonymous");

    /** An administrator's subject, {@code service:<client>}, or {@code development}. */
    public String name() {
        return name.get();
    }

    void is(String actor) {
        name.set(actor);
    }
}
