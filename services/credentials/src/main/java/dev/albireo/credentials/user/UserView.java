package dev.albireo.credentials.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.albireo.events.UserState;
import java.time.Instant;

/** What an administrator sees of an account: its state, and when it was made. */
public record UserView(@JsonUnwrapped UserState state, Instant createdAt) {}
