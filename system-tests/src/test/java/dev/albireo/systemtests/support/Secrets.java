package dev.albireo.systemtests.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All secrets that the tests have seen. None of them may appear where it does not belong. */
public final class Secrets {
    /** The least number of characters of a secret that can be found without mistake. */
    static final int SHORTEST = 8;

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private Secrets() {}

    /** Remembers one; a text too short to be found without mistake is left out. */
    public static String remember(String secret) {
        if (secret.length() >= SHORTEST) {
            KNOWN.add(secret);
        }
        return secret;
    }

    public static Set<String> known() {
        return Set.copyOf(KNOWN);
    }
}
