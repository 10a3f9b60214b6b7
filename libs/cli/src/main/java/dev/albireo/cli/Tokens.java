package dev.albireo.cli;

import java.util.Optional;

/** Where the access token for the admin API comes from. */
@FunctionalInterface
interface Tokens {
    /** The one to send just now; empty where the server is asked without, as in development. */
    Optional<String> bearer();
}
