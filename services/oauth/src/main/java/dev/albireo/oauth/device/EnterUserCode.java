package dev.albireo.oauth.device;

import dev.albireo.oauth.key.Opaques;
import dev.albireo.protocol.Network;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.protocol.UserCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Verifies a user code that was typed (RFC 8628 section 3.3). Each attempt is counted before the code is looked up (section 5.1). */
@ApplicationScoped
class EnterUserCode {
    private final DeviceStore devices;
    private final TryStore tries;
    private final DeviceConfig config;
    private final Opaques opaques;
    private final Clock clock;

    EnterUserCode(DeviceStore devices, TryStore tries, DeviceConfig config, Opaques opaques, Clock clock) {
        this.devices = devices;
        this.tries = tries;
        this.config = config;
        this.opaques = opaques;
        this.clock = clock;
    }

    /** The result. */
    sealed interface Entered {
        /** A device waits with this code; the visit is bound to the browser. */
        record Found(Opaque visit) implements Entered {}

        /** No device waits with it. */
        record Unknown() implements Entered {}

        /** Too many codes were tried. */
        record TooMany() implements Entered {}
    }

    /** Verifies a typed text; a text that is not a user code is an attempt as well. */
    Uni<Entered> enter(String typed, Opaque browser, String address) {
        Instant now = clock.instant();
        return reserve(browser, address, now)
                .chain(may -> may
                        ? UserCode.parse(typed)
                                .map(code -> find(code, browser, now))
                                .orElseGet(() -> Uni.createFrom().item(new Entered.Unknown()))
                        : Uni.createFrom().item(new Entered.TooMany()));
    }

    private Uni<Boolean> reserve(Opaque browser, String address, Instant now) {
        return tries.reserve("network " + Network.of(address), config.triesPerNetwork(), config.triesWindow(), now)
                .chain(may -> may
                        ? tries.reserve(
                                "browser " + browser.hash(), config.triesPerBrowser(), config.triesWindow(), now)
                        : Uni.createFrom().item(false));
    }

    private Uni<Entered> find(UserCode code, Opaque browser, Instant now) {
        Opaque visit = opaques.next(Kind.DEVICE_VISIT);
        return devices.visit(visit, browser, code, now)
                .map(found -> found ? new Entered.Found(visit) : new Entered.Unknown());
    }
}
