package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.RegistrationFailedException;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.events.AuditAction;
import dev.albireo.events.TwoFactorEvent.PasskeyEnrolled;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/**
 * The registration ceremony (Web Authentication Level 3 section 7.1), for any purpose: every passkey is discoverable and verifies its user.
 * Who may register one is the caller's to check.
 */
@ApplicationScoped
class RegistrationCeremony {
    private static final UserCredentials NONE = new UserCredentials(new UUID(0, 0), "", List.of());

    private final RelyingParties relyingParties;
    private final StoredCredentials credentials;
    private final PasskeyStore passkeys;
    private final PasskeyUseStore uses;
    private final ChallengeStore challenges;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    RegistrationCeremony(
            RelyingParties relyingParties,
            StoredCredentials credentials,
            PasskeyStore passkeys,
            PasskeyUseStore uses,
            ChallengeStore challenges,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.relyingParties = relyingParties;
        this.credentials = credentials;
        this.passkeys = passkeys;
        this.uses = uses;
        this.challenges = challenges;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** A verified response: the user whom the options named, and the credential. */
    record VerifiedRegistration(UserIdentity user, NewCredential credential) {}

    /** Returns the options for the browser, as JSON; the passkeys that the user has are excluded. */
    Uni<String> start(UserCredentials user, Holder holder) {
        PublicKeyCredentialCreationOptions options = relyingParties
                .with(user)
                .startRegistration(StartRegistrationOptions.builder()
                        .user(UserIdentity.builder()
                                .name(user.username())
                                .displayName(user.username())
                                .id(UserHandle.of(user.subject()))
                                .build())
                        .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                        .timeout(ChallengeStore.LIFETIME.toMillis())
                        .build());
        try {
            String forBrowser = options.toCredentialsCreateJson();
            return challenges
                    .put(options.getChallenge().getBase64Url(), Ceremony.REGISTER, holder, options.toJson())
                    .map(done -> forBrowser);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options cannot be written as JSON", e);
        }
    }

    /** Verifies the browser's response; rejected with {@code BAD_REQUEST}, or with {@code CONFLICT} if the passkey is registered already. */
    Uni<VerifiedRegistration> finish(String response, Holder holder) {
        var registration = parse(response);
        String challenge =
                registration.getResponse().getClientData().getChallenge().getBase64Url();
        return challenges
                .consume(challenge, Ceremony.REGISTER, holder)
                .map(found -> found.orElseThrow(
                        () -> Problem.BAD_REQUEST.because("registration challenge not found or expired")))
                .call(request -> credentials
                        .byId(registration.getId().getBase64Url())
                        .invoke(known -> known.ifPresent(taken -> {
                            throw alreadyRegistered();
                        })))
                .map(request -> verify(request, registration));
    }

    /** Where a passkey was enrolled; no mail tells of one that was enrolled with the account. */
    enum Occasion {
        ACCOUNT,
        REGISTRATION
    }

    /** Stores the passkey, and records that it was enrolled, in the caller's Panache transaction; rejected with {@code CONFLICT}. */
    Uni<Void> store(UUID subject, String name, NewCredential credential, Occasion occasion, String address) {
        Instant now = clock.instant();
        return passkeys.persistAndFlush(new Passkey(subject, name, credential, now))
                .onFailure(ConstraintViolationException.class)
                .transform(lostRace -> alreadyRegistered())
                .chain(Panache::getSession)
                .call(hibernate ->
                        uses.begin(hibernate, credential.credentialId(), credential.counter(), credential.backedUp()))
                .chain(hibernate -> outbox.append(
                        hibernate,
                        new PasskeyEnrolled(
                                subject.toString(), credential.credentialId(), credential.backupEligible(), now),
                        audit.success(
                                subject.toString(),
                                AuditAction.PASSKEY_ENROL,
                                subject.toString(),
                                detail(credential, occasion),
                                address)));
    }

    private static Map<String, String> detail(NewCredential credential, Occasion occasion) {
        return occasion == Occasion.REGISTRATION
                ? Map.of("credential", credential.credentialId(), "by", "registration")
                : Map.of("credential", credential.credentialId());
    }

    private VerifiedRegistration verify(
            String request,
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> credential) {
        try {
            PublicKeyCredentialCreationOptions options = PublicKeyCredentialCreationOptions.fromJson(request);
            return new VerifiedRegistration(
                    options.getUser(),
                    NewCredential.of(relyingParties
                            .with(NONE)
                            .finishRegistration(FinishRegistrationOptions.builder()
                                    .request(options)
                                    .response(credential)
                                    .build())));
        } catch (RegistrationFailedException | IllegalArgumentException e) {
            throw Problem.BAD_REQUEST.because("the registration could not be verified");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not valid JSON", e);
        }
    }

    private static PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> parse(
            String credential) {
        try {
            return PublicKeyCredential.parseRegistrationResponseJson(credential);
        } catch (IOException | RuntimeException e) {
            throw Problem.BAD_REQUEST.because("credential is not a registration response", "credential");
        }
    }

    private static RuntimeException alreadyRegistered() {
        return Problem.CONFLICT.because("the passkey is already registered");
    }
}
