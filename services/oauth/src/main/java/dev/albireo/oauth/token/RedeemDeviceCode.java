package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.token.DeviceCodeStore.DeviceCode;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The grant {@code urn:ietf:params:oauth:grant-type:device_code} (RFC 8628 section 3.4): a device polls until the user has answered. */
@ApplicationScoped
class RedeemDeviceCode {
    private final DeviceCodeStore codes;
    private final Replay replay;
    private final Mint mint;
    private final SecondFactorPolicy policy;
    private final Clock clock;

    RedeemDeviceCode(DeviceCodeStore codes, Replay replay, Mint mint, SecondFactorPolicy policy, Clock clock) {
        this.codes = codes;
        this.replay = replay;
        this.mint = mint;
        this.policy = policy;
        this.clock = clock;
    }

    /** The parameters of the request. */
    record Redemption(Opaque code, List<String> resources) {
        static Redemption of(Form form) {
            Opaque code = Opaque.parse(Kind.DEVICE, form.required("device_code"))
                    .orElseThrow(() -> Replay.unusable("device code"));
            return new Redemption(code, ResourceIndicators.named(form));
        }
    }

    Uni<TokenResponse> redeem(Client client, Redemption request, String address) {
        Instant now = clock.instant();
        return codes.find(request.code())
                .map(found -> found.filter(device -> device.client().equals(client.id()))
                        .orElseThrow(() -> Replay.unusable("device code")))
                .chain(device -> answer(device, client, request, address, now));
    }

    /** The states of RFC 8628 section 3.5, in the order in which a code passes through them. */
    private Uni<TokenResponse> answer(
            DeviceCode device, Client client, Redemption request, String address, Instant now) {
        Optional<Grant> grant = device.grant();
        if (device.spent() && grant.isPresent()) {
            return replay.detected("device code", grant.get(), client, address);
        }
        if (!now.isBefore(device.expiresAt())) {
            throw OAuthError.EXPIRED_TOKEN.because(
                    "the device code has expired; start a new device authorization request");
        }
        if (!device.answered()) {
            return wait(request.code(), now);
        }
        Grant allowed = grant.orElseThrow(() -> OAuthError.DEVICE_DENIED.because("the user denied the request"));
        return decide(allowed, client, request, address, now);
    }

    private Uni<TokenResponse> wait(Opaque code, Instant now) {
        return codes.poll(code, now).map(tooSoon -> {
            throw tooSoon
                    ? OAuthError.SLOW_DOWN.because("polling too fast; wait five seconds longer between requests")
                    : OAuthError.AUTHORIZATION_PENDING.because("the user has not yet approved or denied the request");
        });
    }

    private Uni<TokenResponse> decide(Grant grant, Client client, Redemption request, String address, Instant now) {
        grant.requireAlive(now);
        if (!grant.isStrongEnough(policy, client, grant.scopes())) {
            return replay.tooWeak(grant, client, grant.scopes(), address);
        }
        boolean refresh = (grant.offline() || client.alwaysRefreshes()) && client.mayUse(RefreshGrant.GRANT_TYPE);
        var wanted =
                new Mint.Wanted(grant.scopes(), ResourceIndicators.narrowed(request.resources(), grant.resources()));
        Yield tokens = mint.prepare(client, grant, wanted, refresh, now);
        return codes.spend(request.code(), tokens, now)
                .chain(first -> first
                        ? mint.mint(new Mint.Order(client, grant, Optional.empty(), tokens, now))
                        : replay.detected("device code", grant, client, address));
    }
}
