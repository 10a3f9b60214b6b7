package dev.albireo.devstack.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the demo remembers of its visitors, in memory, for the most recent ones only. */
final class Visitors {
    private static final int CAPACITY = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Object> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Remembers a visitor who is on their way to the provider, or back; returns the cookie's new value. */
    synchronized String remember(Object state) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        states.put(cookie, state);
        return cookie;
    }

    /** Takes the beginning of a sign-in, so that no answer is accepted twice. */
    synchronized Optional<Pending> takePending(@Nullable String cookie) {
        return states.get(cookie) instanceof Pending pending && states.remove(cookie, pending)
                ? Optional.of(pending)
                : Optional.empty();
    }

    synchronized Optional<SignedIn> signedIn(@Nullable String cookie) {
        return states.get(cookie) instanceof SignedIn signedIn ? Optional.of(signedIn) : Optional.empty();
    }

    synchronized void forget(@Nullable String cookie) {
        states.remove(cookie);
    }
}
