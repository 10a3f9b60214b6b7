package dev.albireo.credentials.user;

import dev.albireo.credentials.password.StoredPassword;
import dev.albireo.events.UserState;

/** An account and its password. */
public record UserWithPassword(UserState user, StoredPassword password) {}
