package dev.albireo.admin.user;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** What is stored about a user, without secrets (GDPR Art. 15 and 20). */
@Description("What is stored about a user, without secrets")
public record UserExport(
        @NonNull String username,
        @NonNull String subject,

        @NonNull
        @Description(
                "JSON: user, factors, sessions, terms (accepted at the registration), applications, auditRecords (the newest 1000)")
        String document) {}
