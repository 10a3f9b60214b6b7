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
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.passkey.ChallengeStore.Ceremony;
import dev.albireo.credentials.passkey.ChallengeStore.Holder;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.TwoFactorEvent.PasskeyEnrolled;
import dev.albireo.events.UserState;
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

/** Registers a passkey (Web Authentication Level 3 section 7.1). The permission is checked at the start and, under a lock, at the end. */
@ApplicationScoped
class RegisterPasskey {
    private final RelyingParties relyingParties;
    private final StoredCredentials credentials;
    private final PasskeyStore passkeys;
    private final PasskeyUseStore uses;
    private final ChallengeStore challenges;
    private final FactorLookup factors;
    private final FactorRules rules;
    private final Users users;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    RegisterPasskey(
            RelyingParties relyingParties,
            StoredCredentials credentials,
            PasskeyStore passkeys,
            PasskeyUseStore uses,
            ChallengeStore challenges,
            FactorLookup factors,
            FactorRules rules,
            Users users,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.relyingParties = relyingParties;
        this.credentials = credentials;
        this.passkeys = passkeys;
        this.uses = uses;
        this.challenges = challenges;
        this.factors = factors;
        this.rules = rules;
        this.users = users;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the options for the browser, as JSON. */
    Uni<String> start(Authenticated authentication) {
        UUID subject = authentication.session().subject();
        return factors.of(subject)
                .invoke(found -> rules.checkAddingPasskey(authentication, found))
                .chain(found -> credentials.of(subject))
                .map(list -> new UserCredentials(subject, authentication.user().username(), list))
                .map(this::options)
                .call(options -> challenges.put(
                        options.getChallenge().getBase64Url(),
                        Ceremony.REGISTER,
                        new Holder.OfSession(authentication.session().id()),
                        json(options)))
                .map(RegisterPasskey::forBrowser);
    }

    /** Verifies the browser's response and stores the passkey; returns its credential id. */
    Uni<String> finish(Authenticated authentication, CeremonyBody body, BrowserInfo browser) {
        var registration = parse(body.requiredCredential());
        String challenge =
                registration.getResponse().getClientData().getChallenge().getBase64Url();
        String name = body.name().flatMap(PasskeyName::of).orElse(PasskeyName.DEFAULT);
        UUID subject = authentication.session().subject();
        return challenges
                .consume(
                        challenge,
                        Ceremony.REGISTER,
                        new Holder.OfSession(authentication.session().id()))
                .map(found -> found.orElseThrow(
                        () -> Problem.BAD_REQUEST.because("registration challenge not found or expired")))
                .chain(request -> credentials
                        .byId(registration.getId().getBase64Url())
                        .invoke(known -> known.ifPresent(taken -> {
                            throw alreadyRegistered();
                        }))
                        .map(none -> verify(authentication, request, registration)))
                .chain(credential ->
                        Panache.withTransaction(() -> store(authentication, subject, name, credential, browser)));
    }

    private PublicKeyCredentialCreationOptions options(UserCredentials userCredentials) {
        return relyingParties
                .with(userCredentials)
                .startRegistration(StartRegistrationOptions.builder()
                        .user(UserIdentity.builder()
                                .name(userCredentials.username())
                                .displayName(userCredentials.username())
                                .id(UserHandle.of(userCredentials.subject()))
                                .build())
                        .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                        .timeout(ChallengeStore.LIFETIME.toMillis())
                        .build());
    }

    private NewCredential verify(
            Authenticated authentication,
            String request,
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> credential) {
        UserCredentials none = new UserCredentials(
                authentication.session().subject(), authentication.user().username(), List.of());
        try {
            return NewCredential.of(relyingParties
                    .with(none)
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(PublicKeyCredentialCreationOptions.fromJson(request))
                            .response(credential)
                            .build()));
        } catch (RegistrationFailedException | IllegalArgumentException e) {
            throw Problem.BAD_REQUEST.because("the registration could not be verified");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not valid JSON", e);
        }
    }

    private Uni<String> store(
            Authenticated authentication, UUID subject, String name, NewCredential credential, BrowserInfo browser) {
        Instant now = clock.instant();
        return users.lock(subject)
                .map(user -> user.filter(UserState::enabled)
                        .orElseThrow(() -> Problem.UNAUTHENTICATED.because("the account is disabled")))
                .chain(user -> factors.inTransaction(subject))
                .invoke(found -> rules.checkAddingPasskey(authentication, found))
                .chain(() -> passkeys.persistAndFlush(new Passkey(subject, name, credential, now)))
                .onFailure(ConstraintViolationException.class)
                .transform(lostRace -> alreadyRegistered())
                .chain(Panache::getSession)
                .call(hibernate ->
                        uses.begin(hibernate, credential.credentialId(), credential.counter(), credential.backedUp()))
                .call(hibernate -> outbox.append(
                        hibernate,
                        new PasskeyEnrolled(
                                subject.toString(), credential.credentialId(), credential.backupEligible(), now),
                        audit.success(
                                subject.toString(),
                                AuditAction.PASSKEY_ENROL,
                                subject.toString(),
                                Map.of("credential", credential.credentialId()),
                                browser.address())))
                .map(done -> credential.credentialId());
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

    private static String json(PublicKeyCredentialCreationOptions options) {
        try {
            return options.toJson();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options cannot be written as JSON", e);
        }
    }

    private static String forBrowser(PublicKeyCredentialCreationOptions options) {
        try {
            return options.toCredentialsCreateJson();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options cannot be written as JSON", e);
        }
    }
}
