package dev.albireo.credentials.login;

import dev.albireo.credentials.code.CodeVerification;
import dev.albireo.credentials.code.CodeVerification.ConfirmedCode;
import dev.albireo.credentials.code.SubmittedCode;
import dev.albireo.credentials.factor.FactorResult;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.StartSession.StartedSession;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Verifies a code in an existing session: as the second factor, or once more before a change. */
@ApplicationScoped
public class VerifyCode {
    private final CodeVerification checkCode;
    private final UpgradeSession upgradeSession;
    private final ProofTime proofTime;

    VerifyCode(CodeVerification checkCode, UpgradeSession upgradeSession, ProofTime proofTime) {
        this.checkCode = checkCode;
        this.upgradeSession = upgradeSession;
        this.proofTime = proofTime;
    }

    /** Verifies the code of an administrator; an accepted one opens the enrolment of a first factor to the session, and is no proof. */
    public Uni<FactorResult<Authenticated>> open(
            Authenticated authentication, SubmittedCode.Enrolment code, BrowserInfo browser) {
        return checkCode
                .check(authentication, code, Optional.empty(), browser)
                .chain(result -> result.onAccepted(confirmed -> Uni.createFrom().item(confirmed.authentication())));
    }

    public Uni<FactorResult<StartedSession>> prove(
            Authenticated authentication,
            SubmittedCode code,
            Optional<PendingInteraction> pending,
            BrowserInfo browser) {
        Instant at = proofTime.of(pending.map(PendingInteraction::request));
        return checkCode
                .check(authentication, code, PendingInteraction.authConfig(pending), browser)
                .chain(result -> result.onAccepted(confirmed ->
                        upgradeSession.upgrade(confirmed.authentication(), proof(confirmed, at), browser)));
    }

    private static Proof proof(ConfirmedCode confirmed, Instant at) {
        return new Proof(AuthenticationMethod.CODE, at, false, confirmed.kind());
    }
}
