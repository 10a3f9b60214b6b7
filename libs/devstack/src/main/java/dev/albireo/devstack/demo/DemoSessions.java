package dev.albireo.devstack.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of the demo's visitors, in memory, for the most recent ones only. */
final class DemoSessions {
    private static final int CAPACITY = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Object> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Stores the state of a visitor before the redirect to the provider or after the return; returns the cookie's new value. */
    synchronized String remember(Object state) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        states.put(cookie, state);
        return cookie;
    }

    /** Removes and returns the state of a started sign-in, so that no response is accepted twice. */
    synchronized Optional<PendingSignIn> takePending(@Nullable String cookie) {
        return states.get(cookie) instanceof PendingSignIn pending && states.remove(cookie, pending)
                ? Optional.of(pending)
                : Optional.empty();
    }

    synchronized Optional<ValidatedSignIn> signedIn(@Nullable String cookie) {
        return states.get(cookie) instanceof ValidatedSignIn signedIn ? Optional.of(signedIn) : Optional.empty();
    }

    synchronized void forget(@Nullable String cookie) {
        states.remove(cookie);
    }
}
