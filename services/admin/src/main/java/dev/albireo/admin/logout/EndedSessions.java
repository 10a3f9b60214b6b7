package dev.albireo.admin.logout;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** The result of {@code endClientSessions} and {@code endAllSessions}. */
public record EndedSessions(
        @Description("the number of sessions that ended, or in which the client had a grant")
        long sessions,

        @NonNull String message) {}
