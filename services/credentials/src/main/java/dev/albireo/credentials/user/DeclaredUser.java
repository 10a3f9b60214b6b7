package dev.albireo.credentials.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as the declared resource it is.
 *
 * @param id of the resource: the declared one, or the subject where the account was made in another way
 * @param transport how codes reach the person
 */
public record DeclaredUser(
        String id, UserView user, @Nullable String transport, Instant updatedAt) {}
