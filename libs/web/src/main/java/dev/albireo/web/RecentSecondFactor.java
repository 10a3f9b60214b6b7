package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Decides whether an administrator has proved a second factor recently enough for a command ({@code albireo.internal.step-up-max-age}). */
@Singleton
public class RecentSecondFactor {
    private final WebConfig config;
    private final Clock clock;

    RecentSecondFactor(WebConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Returns whether the verified claims of an administrator's access token name a recent second factor. */
    public boolean isProvedBy(JWTClaimsSet claims) {
        Instant earliest = clock.instant().minus(config.internal().stepUpMaxAge());
        return AdministratorToken.secondFactorAt(claims)
                .filter(at -> !at.isBefore(earliest))
                .isPresent();
    }

    /** Returns the refusal of a command that lacks it. */
    public static ProblemRefusal refusal() {
        return Problem.FRESH_PROOF_REQUIRED.because(
                "this needs a recent second factor; sign in again with your second factor, then repeat the request");
    }
}
