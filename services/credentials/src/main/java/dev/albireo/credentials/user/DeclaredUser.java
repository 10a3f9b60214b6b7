package dev.albireo.credentials.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as a declared resource.
 *
 * @param id id of the resource: the declared one, or the subject if the account was created in another way
 * @param transport how codes reach the user
 */
public record DeclaredUser(
        String id, UserView user, @Nullable String transport, Instant updatedAt) {}
