package dev.albireo.oauth.client.metadata;

import dev.albireo.web.Problem;
import java.util.Set;

/** The reserved client ids and audiences of this system. */
public final class ReservedClients {
    private static final String PREFIX = "albireo-";
    private static final Set<String> SERVICES = Set.of("oauth", "credentials", "admin", "webhooks");

    private ReservedClients() {}

    /** Returns whether a client or audience of this name belongs to this system. */
    public static boolean isReserved(String name) {
        return name.startsWith(PREFIX) || SERVICES.contains(name);
    }

    /** Rejects a change or deletion of this system's own clients, such as its command line. */
    public static void refuse(String id) {
        if (isReserved(id)) {
            throw Problem.CONFLICT.because(id + " is a built-in client and cannot be changed", "id");
        }
    }
}
