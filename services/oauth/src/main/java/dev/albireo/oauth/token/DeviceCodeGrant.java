package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.token.DeviceCodeStore.DeviceCode;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The grant {@code urn:ietf:params:oauth:grant-type:device_code} (RFC 8628 section 3.4): a device polls until the user has decided. */
@Singleton
class DeviceCodeGrant {
    private final DeviceCodeStore codes;
    private final GrantRefusals refusals;
    private final RedeemGrant redeemGrant;
    private final Clock clock;

    DeviceCodeGrant(DeviceCodeStore codes, GrantRefusals refusals, RedeemGrant redeemGrant, Clock clock) {
        this.codes = codes;
        this.refusals = refusals;
        this.redeemGrant = redeemGrant;
        this.clock = clock;
    }

    /** The parameters of the request. */
    record DeviceTokenRequest(OpaqueToken code, List<String> resources) {
        static DeviceTokenRequest of(Form form) {
            OpaqueToken code = OpaqueToken.parse(OpaqueTokenType.DEVICE, form.required("device_code"))
                    .orElseThrow(() -> GrantRefusals.unusable("device code"));
            return new DeviceTokenRequest(code, ResourceIndicators.named(form));
        }
    }

    Uni<TokenResponse> redeem(Client client, DeviceTokenRequest request, String address) {
        Instant now = clock.instant();
        return codes.find(request.code())
                .map(found -> found.filter(device -> device.client().equals(client.id()))
                        .orElseThrow(() -> GrantRefusals.unusable("device code")))
                .chain(device -> redeem(device, client, request, address, now));
    }

    /** The states of RFC 8628 section 3.5, in the order in which a code passes through them. */
    private Uni<TokenResponse> redeem(
            DeviceCode device, Client client, DeviceTokenRequest request, String address, Instant now) {
        Optional<Grant> grant = device.grant();
        if (device.redeemed() && grant.isPresent()) {
            return refusals.detected("device code", grant.get(), client, address);
        }
        if (!now.isBefore(device.expiresAt())) {
            throw OAuthError.EXPIRED_TOKEN.because(
                    "the device code has expired; start a new device authorization request");
        }
        if (!device.decided()) {
            return wait(request.code(), now);
        }
        Grant allowed = grant.orElseThrow(() -> OAuthError.DEVICE_DENIED.because("the user denied the request"));
        return decide(allowed, client, request, address, now);
    }

    private Uni<TokenResponse> wait(OpaqueToken code, Instant now) {
        return codes.poll(code, now).map(tooSoon -> {
            throw tooSoon
                    ? OAuthError.SLOW_DOWN.because("polling too fast; wait five seconds longer between requests")
                    : OAuthError.AUTHORIZATION_PENDING.because("the user has not yet approved or denied the request");
        });
    }

    private Uni<TokenResponse> decide(
            Grant grant, Client client, DeviceTokenRequest request, String address, Instant now) {
        grant.requireAlive(now);
        var redemption = new RedeemGrant.Redemption(
                client, grant, grant.scope(request.resources()), Optional.empty(), address, now);
        return redeemGrant.redeemCode("device code", redemption, tokens -> codes.redeem(request.code(), tokens, now));
    }
}
