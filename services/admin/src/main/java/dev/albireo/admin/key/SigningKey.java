package dev.albireo.admin.key;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** An active signing key. */
@Type("SigningKey")
@Description("An active signing key")
public record SigningKey(
        @NonNull String algorithm,
        @NonNull @Description("the kid in the JWKS") String kid) {}
