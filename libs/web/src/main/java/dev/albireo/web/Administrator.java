package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The administrator that an access token names.
 *
 * @param grant the grant of the token
 * @param issuedAt when the token was issued
 */
public record Administrator(UUID subject, UUID grant, Instant issuedAt) {
    /** Rejects with {@code FORBIDDEN} a token that was not issued to a user. */
    static Administrator of(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getIssueTime())
                .flatMap(issued -> uuid(claims, "sub")
                        .flatMap(subject -> uuid(claims, "grant")
                                .map(grant -> new Administrator(subject, grant, issued.toInstant()))))
                .orElseThrow(() -> Problem.FORBIDDEN.because("the access token is not one of an administrator"));
    }

    private static Optional<UUID> uuid(JWTClaimsSet claims, String name) {
        try {
            return Optional.ofNullable(claims.getStringClaim(name)).map(UUID::fromString);
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
