package dev.albireo.oauth.authorize;

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
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.oauth.session.UserProjection;
import dev.albireo.policy.Acr;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Values that several tests share. */
final class Examples {
    static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private Examples() {}

    static Client client() {
        return client(true, TokenEndpointAuthMethod.CLIENT_SECRET_BASIC);
    }

    static Client client(boolean requirePkce, TokenEndpointAuthMethod method) {
        return client(requirePkce, method, false, Acr.AAL1);
    }

    static Client client(boolean requirePkce, TokenEndpointAuthMethod method, boolean firstParty, Acr minimum) {
        ClientMetadata metadata = new ClientMetadata(
                ClientInfo.named("App"),
                RedirectUris.ofWeb("https://app.example/cb"),
                AuthenticationSettings.by(method),
                ClientKeySet.NONE,
                new GrantSettings(
                        Set.of("authorization_code", "refresh_token"),
                        Set.of(ResponseType.CODE),
                        Set.of("openid", "profile", "payment", "offline_access"),
                        requirePkce),
                RequestSettings.USUAL,
                Responses.USUAL,
                TokenSettings.USUAL,
                SectorIdentifier.PUBLIC,
                LogoutUris.NONE,
                new ClientPolicy(firstParty, minimum, Optional.empty(), false));
        return new Client("app", metadata, Optional.of("hash").filter(hash -> method.hasSecret()), true, Instant.EPOCH);
    }

    static SsoSession signOn(boolean requires2fa, boolean mfaRequired, Set<String> groups, Proof... proofs) {
        UserProjection alice = new UserProjection(
                ALICE, "alice", Optional.empty(), true, requires2fa, false, groups, false, Optional.empty());
        return new SsoSession(ALICE, alice, new Proofs(Arrays.asList(proofs)), mfaRequired);
    }

    static Proof password(Instant at) {
        return new Proof(AuthenticationMethod.PASSWORD, at);
    }

    static Proof passkey(Instant at) {
        return new Proof(AuthenticationMethod.DEVICE_PASSKEY, at);
    }
}
