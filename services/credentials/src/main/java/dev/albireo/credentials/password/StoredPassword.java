package dev.albireo.credentials.password;

import java.util.Optional;
import java.util.UUID;

/**
 * The stored password of a user.
 *
 * @param phc its hash, in the PHC string format; empty if the user has none
 */
public record StoredPassword(UUID subject, Optional<String> phc) {
    @Override
    public String toString() {
        return "StoredPassword[" + subject + "]";
    }
}
