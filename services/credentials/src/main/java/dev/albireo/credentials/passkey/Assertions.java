package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.data.exception.Base64UrlException;
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

/** Verifies WebAuthn assertions (Web Authentication Level 3 section 7.2), for any purpose. */
@ApplicationScoped
class Assertions {
    private static final UserCredentials NONE = new UserCredentials(new UUID(0, 0), "", List.of());

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

    /** A well-formed response of a browser, which is not verified yet. */
    record AssertionResponse(
            PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> credential) {

        static AssertionResponse parse(String json) {
            try {
                return new AssertionResponse(PublicKeyCredential.parseAssertionResponseJson(json));
            } catch (IOException | RuntimeException e) {
                throw Problem.BAD_REQUEST.because("credential is not an authentication response", "credential");
            }
        }

        /**
         * Returns the response with the handle that this server gives the user, if it has the one that another provider gave an imported
         * passkey: no signature covers the handle. Rejected if such a passkey responds with any other handle.
         */
        AssertionResponse withHandleOf(UserCredentials userCredentials) {
            return userCredentials.list().stream()
                    .filter(stored -> stored.id().equals(credential.getId()))
                    .findFirst()
                    .flatMap(StoredCredential::importedHandle)
                    .map(imported -> withHandle(imported, UserHandle.of(userCredentials.subject())))
                    .orElse(this);
        }

        private AssertionResponse withHandle(ByteArray imported, ByteArray own) {
            AuthenticatorAssertionResponse response = credential.getResponse();
            if (response.getUserHandle().isEmpty()) {
                return this;
            }
            if (!response.getUserHandle().get().equals(imported)) {
                throw refused();
            }
            try {
                return new AssertionResponse(credential.toBuilder()
                        .response(response.toBuilder().userHandle(own).build())
                        .build());
            } catch (IOException | Base64UrlException e) {
                throw new IllegalStateException("a response that was read before cannot be read", e);
            }
        }

        String credentialId() {
            return credential.getId().getBase64Url();
        }

        String challenge() {
            return credential.getResponse().getClientData().getChallenge().getBase64Url();
        }
    }

    /** Starts a ceremony for any passkey of any user in this browser. */
    Uni<String> startDiscoverable(BrowserCookies browser) {
        StartAssertionOptions options = StartAssertionOptions.builder()
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(ChallengeStore.LIFETIME.toMillis())
                .build();
        return start(
                relyingParties.with(NONE).startAssertion(options),
                Ceremony.AUTHENTICATE,
                new Holder.OfBrowser(browser));
    }

    /** Starts a ceremony for one of this user's passkeys, in one session. */
    Uni<String> startFor(UserCredentials userCredentials, UUID session) {
        StartAssertionOptions options = StartAssertionOptions.builder()
                .username(userCredentials.username())
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(ChallengeStore.LIFETIME.toMillis())
                .build();
        return start(
                relyingParties.with(userCredentials).startAssertion(options),
                Ceremony.SECOND_FACTOR,
                new Holder.OfSession(session));
    }

    /** Deletes the challenge of a response, whether the response is valid or not; returns the request of the challenge. */
    Uni<String> consumeChallenge(AssertionResponse response, Ceremony ceremony, Holder holder) {
        return challenges
                .consume(response.challenge(), ceremony, holder)
                .map(found -> found.orElseThrow(() -> Problem.BAD_REQUEST.because("challenge not found or expired")));
    }

    /**
     * Verifies a response against its request and the stored credentials; returns the passkey. Rejected with {@code UNAUTHENTICATED} if any
     * check fails, including that of the signature counter.
     */
    Uni<StoredCredential> verifyCredential(
            AssertionResponse response, String request, UserCredentials userCredentials) {
        AssertionResult result = verify(response, request, userCredentials);
        StoredCredential used = userCredentials.list().stream()
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

    private AssertionResult verify(AssertionResponse response, String request, UserCredentials userCredentials) {
        try {
            AssertionResult result = relyingParties
                    .with(userCredentials)
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(AssertionRequest.fromJson(request))
                            .response(response.withHandleOf(userCredentials).credential())
                            .build());
            if (!result.isSuccess() || !result.isUserVerified()) {
                throw refused();
            }
            return result;
        } catch (AssertionFailedException | IllegalArgumentException e) {
            throw refused();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not valid JSON", e);
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
            throw new IllegalStateException("options cannot be written as JSON", e);
        }
    }

    static RuntimeException refused() {
        return Problem.UNAUTHENTICATED.because("the passkey could not be verified");
    }
}
