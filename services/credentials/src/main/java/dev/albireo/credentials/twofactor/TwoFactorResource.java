package dev.albireo.credentials.twofactor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.login.PageResource;
import dev.albireo.credentials.recovery.RecoveryNotices;
import dev.albireo.credentials.session.Authentication.Full;
import dev.albireo.credentials.session.CurrentAuthentication;
import dev.albireo.web.Cookies;
import dev.albireo.web.FormTokens;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** GET /auth/two-factor: whether two-factor sign-in is on, as a page or, for a client that accepts JSON alone, as JSON. */
@Path("/auth/two-factor")
class TwoFactorResource extends PageResource {
    private final FactorLookup factors;
    private final RecoveryNotices notices;

    TwoFactorResource(
            FactorLookup factors,
            RecoveryNotices notices,
            FormTokens tokens,
            Cookies cookies,
            CurrentAuthentication currentAuthentication) {
        super(tokens, cookies, currentAuthentication);
        this.factors = factors;
        this.notices = notices;
    }

    /**
     * Whether two-factor sign-in is on.
     *
     * @param factorResetAt from when a requested removal of all second factors can be finished
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            boolean enabled,
            long passkeys,
            int recoveryCodesLeft,
            @Nullable Instant factorResetAt) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Uni<TwoFactorPage> page() {
        Full full = currentAuthentication().full();
        return factors.of(full.session().subject())
                .chain(found -> notices.of(full.session().id())
                        .map(codes -> new TwoFactorPage(
                                formToken(),
                                full.user().username(),
                                found.app(),
                                found.passkeys(),
                                found.recoveryCodes(),
                                codes,
                                "/account/recovery-codes/saved",
                                "",
                                "/auth/two-factor")));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Status> status() {
        return factors.of(currentAuthentication().full().session().subject())
                .map(found -> new Status(
                        found.app(),
                        found.passkeys(),
                        found.recoveryCodes(),
                        found.resetAt().orElse(null)));
    }
}
