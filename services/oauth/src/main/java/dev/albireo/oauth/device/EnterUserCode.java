package dev.albireo.oauth.device;

import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.protocol.Network;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.protocol.UserCode;
import dev.albireo.web.RetryAfter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Verifies a user code that was typed (RFC 8628 section 3.3). Each attempt is counted before the code is looked up (section 5.1). */
@ApplicationScoped
class EnterUserCode {
    private final DeviceStore devices;
    private final UserCodeAttemptStore tries;
    private final DeviceConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final RetryAfter retryAfter;
    private final Clock clock;

    EnterUserCode(
            DeviceStore devices,
            UserCodeAttemptStore tries,
            DeviceConfig config,
            OpaqueTokenGenerator tokenGenerator,
            RetryAfter retryAfter,
            Clock clock) {
        this.devices = devices;
        this.tries = tries;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.retryAfter = retryAfter;
        this.clock = clock;
    }

    /** The result. */
    sealed interface UserCodeResult {
        /** A device waits with this code; the visit is bound to the browser. */
        record DeviceFound(OpaqueToken visit) implements UserCodeResult {}

        /** No device waits with it. */
        record Unknown() implements UserCodeResult {}

        /** Too many codes were tried. */
        record TooManyUserCodes() implements UserCodeResult {}
    }

    /** Verifies a typed text; a text that is not a user code is an attempt as well. */
    Uni<UserCodeResult> enter(String submitted, OpaqueToken browser, String address) {
        Instant now = clock.instant();
        return reserve(browser, address, now)
                .chain(may -> may
                        ? UserCode.parse(submitted)
                                .map(code -> find(code, browser, now))
                                .orElseGet(() -> Uni.createFrom().item(new UserCodeResult.Unknown()))
                        : tooMany());
    }

    /** The window began with the first attempt, so the wait is at most its length. */
    private Uni<UserCodeResult> tooMany() {
        retryAfter.record(config.triesWindow());
        return Uni.createFrom().item(new UserCodeResult.TooManyUserCodes());
    }

    private Uni<Boolean> reserve(OpaqueToken browser, String address, Instant now) {
        return tries.reserve("network " + Network.of(address), config.triesPerNetwork(), config.triesWindow(), now)
                .chain(may -> may
                        ? tries.reserve(
                                "browser " + browser.hash(), config.triesPerBrowser(), config.triesWindow(), now)
                        : Uni.createFrom().item(false));
    }

    private Uni<UserCodeResult> find(UserCode code, OpaqueToken browser, Instant now) {
        OpaqueToken visit = tokenGenerator.next(OpaqueTokenType.DEVICE_VISIT);
        return devices.visit(visit, browser, code, now)
                .map(found -> found ? new UserCodeResult.DeviceFound(visit) : new UserCodeResult.Unknown());
    }
}
