package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** A passkey is used (Web Authentication Level 3 section 7.2), for whichever purpose. */
@ApplicationScoped
class Assertions {
    private static final KnownCredentials NOBODY = new KnownCredentials(new UUID(0, 0), "", List.of());

    private final RelyingParties relyingParties;
    private final PasskeyUseStore uses;
    private final ChallengeStore challenges;
    private final Clock clock;

    Assertions(RelyingParties relyingParties, PasskeyUseStore uses, ChallengeStore challenges, Clock clock) {
        this.relyingParties = relyingParties;
        this.uses = uses;
        this.challenges = challenges;
        this.clock = clock;
    }

    /** A browser's answer that has the right form; nothing of it is believed yet. */
    record Answer(PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> credential) {

        static Answer parse(String json) {
            try {
                return new Answer(PublicKeyCredential.parseAssertionResponseJson(json));
            } catch (IOException | RuntimeException e) {
                throw Problem.BAD_REQUEST.because("credential is not an authentication response", "credential");
            }
        }

        String credentialId() {
            return credential.getId().getBase64Url();
        }

        String challenge() {
            return credential.getResponse().getClientData().getChallenge().getBase64Url();
        }
    }

    /** Asks this browser for any passkey of anybody. */
    Uni<String> startForAnybody(BrowserCookies browser) {
        StartAssertionOptions options = StartAssertionOptions.builder()
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(ChallengeStore.LIFE.toMillis())
                .build();
        return start(
                relyingParties.with(NOBODY).startAssertion(options),
                Ceremony.AUTHENTICATE,
                new Holder.OfBrowser(browser));
    }

    /** Asks a browser for one of this person's passkeys, for one session. */
    Uni<String> startFor(KnownCredentials known, UUID session) {
        StartAssertionOptions options = StartAssertionOptions.builder()
                .username(known.username())
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(ChallengeStore.LIFE.toMillis())
                .build();
        return start(
                relyingParties.with(known).startAssertion(options),
                Ceremony.SECOND_FACTOR,
                new Holder.OfSession(session));
    }

    /** Takes the challenge of an answer away, whatever comes of the answer; the request that it belongs to. */
    Uni<String> take(Answer answer, Ceremony ceremony, Holder holder) {
        return challenges
                .take(answer.challenge(), ceremony, holder)
                .map(found ->
                        found.orElseThrow(() -> Problem.BAD_REQUEST.because("no challenge found, or it expired")));
    }

    /**
     * Judges an answer by what was asked and what is known; the passkey that was used. Refused with {@code UNAUTHENTICATED} if
     * anything is not as it must be, the signature counter included.
     */
    Uni<Credential> judge(Answer answer, String request, KnownCredentials known) {
        AssertionResult result = verify(answer, request, known);
        Credential used = known.list().stream()
                .filter(credential ->
                        credential.id().equals(result.getCredential().getCredentialId()))
                .filter(credential -> UserHandle.of(credential.passkey().subject)
                        .equals(result.getCredential().getUserHandle()))
                .findFirst()
                .orElseThrow(Assertions::refused);
        return uses.used(used.passkey().credentialId, result.getSignatureCount(), result.isBackedUp(), clock.instant())
                .invoke(newer -> {
                    if (!newer) {
                        throw refused();
                    }
                })
                .map(newer -> used);
    }

    private AssertionResult verify(Answer answer, String request, KnownCredentials known) {
        try {
            AssertionResult result = relyingParties
                    .with(known)
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(AssertionRequest.fromJson(request))
                            .response(answer.credential())
                            .build());
            if (!result.isSuccess() || !result.isUserVerified()) {
                throw refused();
            }
            return result;
        } catch (AssertionFailedException | IllegalArgumentException e) {
            throw refused();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request cannot be read", e);
        }
    }

    private Uni<String> start(AssertionRequest request, Ceremony ceremony, Holder holder) {
        try {
            String forBrowser = request.toCredentialsGetJson();
            String challenge = request.getPublicKeyCredentialRequestOptions()
                    .getChallenge()
                    .getBase64Url();
            return challenges.put(challenge, ceremony, holder, request.toJson()).map(done -> forBrowser);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options are always writable", e);
        }
    }

    static RuntimeException refused() {
        return Problem.UNAUTHENTICATED.because("this passkey did not verify");
    }
}
