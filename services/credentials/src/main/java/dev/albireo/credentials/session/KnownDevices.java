package dev.albireo.credentials.session;

import dev.albireo.protocol.MacKeys;
import dev.albireo.secret.SecretSettings;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.WebConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads and sets the device cookie: {@code __Host-albireo-device}, or {@code albireo-device} where the issuer is plain http. */
@Singleton
class KnownDevices {
    private static final Duration LIFETIME = Duration.ofDays(180);

    private final Supplier<Optional<MacKeys>> keys;
    private final boolean secure;
    private final IdGenerator ids;

    KnownDevices(WebConfig config, SecretSettings secrets, IdGenerator ids) {
        this.keys = secrets.optionalKeys("albireo.keys.cookie", MacKeys::ofBase64);
        this.secure = config.secure();
        this.ids = ids;
    }

    /** Returns the device that this request comes from. */
    SignInDevice of(RoutingContext routing) {
        return new SignInDevice() {
            @Override
            public Optional<String> knownTo(String subject) {
                return KnownDevices.this.knownTo(subject, routing);
            }

            @Override
            public boolean isNewTo(String subject) {
                return keys.get().isPresent() && knownTo(subject).isEmpty();
            }

            @Override
            public void remember(String subject) {
                KnownDevices.this.remember(subject, routing);
            }
        };
    }

    private Optional<String> knownTo(String subject, RoutingContext routing) {
        return keys.get()
                .flatMap(mac -> device(routing).filter(device -> device.knows(mac, subject)))
                .map(KnownDevice::nonce);
    }

    private void remember(String subject, RoutingContext routing) {
        keys.get()
                .map(mac -> device(routing).orElseGet(this::unknown).with(mac, subject))
                .map(this::cookie)
                .ifPresent(cookie -> routing.addHeadersEndHandler(
                        done -> routing.response().headers().add(HttpHeaders.SET_COOKIE, cookie.encode())));
    }

    private Cookie cookie(KnownDevice device) {
        return Cookie.cookie(name(), device.cookieValue())
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(LIFETIME.toSeconds());
    }

    private Optional<KnownDevice> device(RoutingContext routing) {
        return Optional.ofNullable(routing.request().getCookie(name()))
                .map(Cookie::getValue)
                .flatMap(KnownDevice::parse);
    }

    private KnownDevice unknown() {
        return new KnownDevice(ids.next().toString(), List.of());
    }

    private String name() {
        return secure ? "__Host-albireo-device" : "albireo-device";
    }
}
