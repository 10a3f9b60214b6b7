package dev.albireo.credentials.passkey;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The relying party (Web Authentication Level 3 section 4): configured from the issuer alone, never from a request. */
@Singleton
class RelyingParties {
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            PublicKeyCredentialParameters.ES256,
            PublicKeyCredentialParameters.EdDSA,
            PublicKeyCredentialParameters.RS256);

    private final RelyingPartyIdentity identity;
    private final Set<String> origins;
    private final Clock clock;

    RelyingParties(WebConfig config, Clock clock) {
        this.identity = RelyingPartyIdentity.builder()
                .id(config.issuer().getHost())
                .name("Albireo")
                .build();
        this.origins = Set.of(config.issuerOrigin());
        this.clock = clock;
    }

    /** Returns the relying party with these credentials. */
    RelyingParty with(CredentialRepository credentials) {
        return RelyingParty.builder()
                .identity(identity)
                .credentialRepository(credentials)
                .origins(origins)
                .attestationConveyancePreference(AttestationConveyancePreference.NONE)
                .preferredPubkeyParams(ALGORITHMS)
                .clock(clock)
                .build();
    }
}
