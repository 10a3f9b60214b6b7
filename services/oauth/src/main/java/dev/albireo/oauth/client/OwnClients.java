package dev.albireo.oauth.client;

import dev.albireo.web.Problem;
import java.util.Set;

/** The names that this system itself goes by, as a client or as an audience; nobody else gets one of them. */
final class OwnClients {
    private static final String PREFIX = "albireo-";
    private static final Set<String> SERVICES = Set.of("oauth", "credentials", "admin", "webhooks");

    private OwnClients() {}

    static boolean isReserved(String name) {
        return name.startsWith(PREFIX) || SERVICES.contains(name);
    }

    /** Refuses to change or delete what belongs to this system, such as its command line. */
    static void refuse(String id) {
        if (isReserved(id)) {
            throw Problem.CONFLICT.because(id + " is a name of this system's own and cannot be changed", "id");
        }
    }
}
