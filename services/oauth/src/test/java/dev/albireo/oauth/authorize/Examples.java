package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientInfo;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.RequestObjectSettings;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.session.UserProjection;
import dev.albireo.policy.Acr;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Values that several tests share. */
final class Examples {
    static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private Examples() {}

    static Client client() {
        return client(true, "client_secret_basic");
    }

    static Client client(boolean requirePkce, String authMethod) {
        return client(requirePkce, authMethod, false, Acr.AAL1);
    }

    static Client client(boolean requirePkce, String authMethod, boolean firstParty, Acr minimum) {
        return new Client(
                "app",
                "App",
                Optional.of("hash").filter(hash -> !authMethod.equals(Client.NONE)),
                authMethod,
                List.of("https://app.example/cb"),
                List.of(),
                Set.of("authorization_code", "refresh_token"),
                Set.of("openid", "profile", "payment", "offline_access"),
                firstParty,
                minimum,
                requirePkce,
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

    static SsoSession signOn(boolean requires2fa, boolean mfaRequired, Set<String> groups, Proof... proofs) {
        UserProjection alice = new UserProjection(ALICE, "alice", Optional.empty(), true, requires2fa, false, groups);
        return new SsoSession(ALICE, alice, new Proofs(Arrays.asList(proofs)), mfaRequired);
    }

    static Proof password(Instant at) {
        return new Proof(AuthenticationMethod.PASSWORD, at);
    }

    static Proof passkey(Instant at) {
        return new Proof(AuthenticationMethod.DEVICE_PASSKEY, at);
    }
}
