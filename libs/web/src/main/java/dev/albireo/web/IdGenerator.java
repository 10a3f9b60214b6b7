package dev.albireo.web;

import jakarta.inject.Singleton;
import java.util.UUID;

/** Generates identifiers. They are unguessable, but not secret. */
@Singleton
public class IdGenerator {
    /** Returns a new random UUID (RFC 9562 version 4). */
    public UUID next() {
        return UUID.randomUUID();
    }
}
