package dev.albireo.cli;

import java.util.Optional;

/** Provides the access token for the admin API. */
@FunctionalInterface
interface Tokens {
    /** Returns a currently valid token; empty where the server requires none, as in development. */
    Optional<String> bearer();
}
