package dev.albireo.oauth.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.DeclaredRepresentation;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a declared policy.
 *
 * @param version from 1; the greatest is in force
 * @param document the members as they were declared; empty if this version is a deletion
 * @param changedBy the administrator
 * @param createdAt when the policy was declared for the first time
 */
record PolicyVersion(
        String id, int version, Optional<ObjectNode> document, String changedBy, Instant changedAt, Instant createdAt) {
    /** The {@code resourceType}. */
    static final String TYPE = "SecondFactorPolicy";

    /** Returns whether it is a policy, and not a deletion. */
    boolean isDeclared() {
        return document.isPresent();
    }

    /** Returns it as the declared resource; a deletion as an empty one. */
    DeclaredRepresentation representation() {
        return new DeclaredRepresentation(
                TYPE, id, version, createdAt, changedAt, document.orElseGet(PolicyDeclaration::empty));
    }
}
