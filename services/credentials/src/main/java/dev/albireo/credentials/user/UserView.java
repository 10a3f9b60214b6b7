package dev.albireo.credentials.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.albireo.events.UserState;
import java.time.Instant;

/** An account for administrators: its state, and the time of its creation. */
public record UserView(@JsonUnwrapped UserState state, Instant createdAt) {}
