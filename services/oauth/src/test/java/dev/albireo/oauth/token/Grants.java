package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.RequestObjectSettings;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.policy.Acr;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                GIVEN,
                GIVEN.plus(Duration.ofDays(30)),
                revoked,
                Optional.empty(),
                enabled,
                groups,
                List.of(),
                Map.of());
    }

    static Client client(Acr minimum, Set<String> grantTypes) {
        return new Client(
                "app",
                "App",
                Optional.of("hash"),
                "client_secret_basic",
                List.of("https://app.example/cb"),
                List.of(),
                grantTypes,
                Set.of("openid"),
                false,
                minimum,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ClientInfo.NOTHING,
                true,
                Instant.EPOCH,
                ClientKeySet.NONE,
                false,
                Responses.USUAL,
                RequestObjectSettings.USUAL,
                SectorIdentifier.PUBLIC,
                LogoutUris.NONE,
                Optional.empty());
    }
}
