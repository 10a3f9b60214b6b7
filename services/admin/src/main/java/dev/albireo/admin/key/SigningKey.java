package dev.albireo.admin.key;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** An active signing key. */
@Type("SigningKey")
@Description("A key that signs from now on")
public record SigningKey(
        @NonNull String algorithm,
        @NonNull @Description("its id in the JWKS") String kid) {}
