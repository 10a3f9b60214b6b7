package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.AuthenticationSettings;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.ClientPolicy;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.client.metadata.RequestSettings;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.oauth.client.metadata.TokenSettings;
import dev.albireo.policy.Acr;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Values that several tests share. */
final class Grants {
    static final Instant GIVEN = Instant.parse("2026-11-22T10:00:00Z");
    static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private Grants() {}

    static Proof password() {
        return new Proof(AuthenticationMethod.PASSWORD, GIVEN.minusSeconds(60));
    }

    static Proof passkey() {
        return new Proof(AuthenticationMethod.DEVICE_PASSKEY, GIVEN.minusSeconds(30));
    }

    static Grant grant(List<String> scopes, Proof... proofs) {
        return grant(scopes, false, true, Set.of(), proofs);
    }

    static Grant grant(List<String> scopes, boolean revoked, boolean enabled, Set<String> groups, Proof... proofs) {
        return new Grant(
                ID,
                "app",
                ID,
                ID,
                scopes,
                scopes.contains("offline_access"),
                new Proofs(Arrays.asList(proofs)),
                Optional.empty(),
                GIVEN,
                GIVEN.plus(Duration.ofDays(30)),
                revoked,
                Optional.empty(),
                enabled,
                groups,
                groups.contains("administrators"),
                List.of(),
                List.of());
    }

    static Client client(Acr minimum, Set<String> grantTypes) {
        ClientMetadata metadata = new ClientMetadata(
                ClientInfo.named("App"),
                RedirectUris.ofWeb("https://app.example/cb"),
                AuthenticationSettings.by(TokenEndpointAuthMethod.CLIENT_SECRET_BASIC),
                ClientKeySet.NONE,
                new GrantSettings(grantTypes, Set.of(ResponseType.CODE), Set.of("openid"), true),
                RequestSettings.USUAL,
                Responses.USUAL,
                TokenSettings.USUAL,
                SectorIdentifier.PUBLIC,
                LogoutUris.NONE,
                new ClientPolicy(false, minimum, Optional.empty(), false));
        return new Client("app", metadata, Optional.of("hash"), true, Instant.EPOCH);
    }
}
