package dev.albireo.web;

import jakarta.inject.Singleton;
import java.util.UUID;

/** The one source of identifiers. They are unguessable, but no secrets. */
@Singleton
public class Ids {
    /** A new random UUID (RFC 9562 version 4). */
    public UUID next() {
        return UUID.randomUUID();
    }
}
