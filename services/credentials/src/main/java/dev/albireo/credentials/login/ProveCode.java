package dev.albireo.credentials.login;

import dev.albireo.credentials.code.CheckCode;
import dev.albireo.credentials.code.CheckCode.Verdict;
import dev.albireo.credentials.code.TypedCode;
import dev.albireo.credentials.interaction.Pending;
import dev.albireo.credentials.session.Browser;
import dev.albireo.credentials.session.ProofTime;
import dev.albireo.credentials.session.UpgradeSession;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.policy.Method;
import dev.albireo.policy.Proof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Verifies a code in an existing session: as the second factor, or once more before a change. */
@ApplicationScoped
public class ProveCode {
    private final CheckCode checkCode;
    private final UpgradeSession upgradeSession;
    private final ProofTime proofTime;

    ProveCode(CheckCode checkCode, UpgradeSession upgradeSession, ProofTime proofTime) {
        this.checkCode = checkCode;
        this.upgradeSession = upgradeSession;
        this.proofTime = proofTime;
    }

    public Uni<FurtherProof> prove(Present visitor, TypedCode typed, Optional<Pending> pending, Browser browser) {
        Proof proof = new Proof(Method.CODE, proofTime.of(pending.map(Pending::request)));
        return checkCode
                .check(visitor, typed, Pending.authConfig(pending), browser)
                .chain(verdict -> switch (verdict) {
                    case Verdict.Right right ->
                        upgradeSession.upgrade(visitor, proof, browser).map(FurtherProof.Proved::new);
                    case Verdict.Wrong wrong -> Uni.createFrom().item(new FurtherProof.Wrong());
                    case Verdict.TooMany(var until) -> Uni.createFrom().item(new FurtherProof.TooMany(until));
                });
    }
}
