package dev.albireo.oauth.device;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.protocol.UserCode;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Starts the device authorization (RFC 8628 section 3.1). */
@ApplicationScoped
class StartDeviceAuthorization {
    private static final int MAX_USER_AGENT_LENGTH = 200;

    private final DeviceStore store;
    private final DeviceConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final SecureRandom random;
    private final Clock clock;

    StartDeviceAuthorization(
            DeviceStore store,
            DeviceConfig config,
            OpaqueTokenGenerator tokenGenerator,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.random = random;
        this.clock = clock;
    }

    /** The network address and the User-Agent of a request. */
    record RequestOrigin(String address, String agent) {}

    /** The codes of the response. */
    record StartedDeviceAuthorization(OpaqueToken code, UserCode userCode, Duration lifetime, Duration interval) {}

    private record DeviceRequest(List<String> scopes, List<String> resources) {}

    Uni<StartedDeviceAuthorization> begin(Client client, Form form, RequestOrigin origin) {
        List<String> scopes = scopes(client, form);
        return begin(client, new DeviceRequest(scopes, ResourceIndicators.requested(form, client, scopes)), origin);
    }

    /** Two devices never have the same user code at once; after a collision, another one is drawn. */
    private Uni<StartedDeviceAuthorization> begin(Client client, DeviceRequest deviceRequest, RequestOrigin origin) {
        Instant now = clock.instant();
        OpaqueToken code = tokenGenerator.next(OpaqueTokenType.DEVICE);
        DeviceAuthorization device = new DeviceAuthorization(
                UserCode.random(random),
                client.id(),
                deviceRequest.scopes(),
                deviceRequest.resources(),
                origin.address(),
                displayable(origin.agent()),
                now,
                now.plus(config.codeLifetime()));
        return store.add(code, device, config.interval())
                .chain(added -> added
                        ? Uni.createFrom()
                                .item(new StartedDeviceAuthorization(
                                        code, device.userCode(), config.codeLifetime(), config.interval()))
                        : begin(client, deviceRequest, origin));
    }

    /** As at {@code /authorize}, except that plain OAuth 2.0 needs no {@code openid}. */
    static List<String> scopes(Client client, Form form) {
        if (!client.mayUse(GrantSettings.DEVICE_CODE)) {
            throw OAuthError.UNAUTHORIZED_CLIENT.because("the client may not use the device flow");
        }
        List<String> scopes = Parameters.values(form.text("scope"));
        if (!client.metadata().grants().scopes().containsAll(scopes)) {
            throw OAuthError.INVALID_SCOPE.because("scope contains a scope that the client may not request");
        }
        return scopes;
    }

    /** Returns text from an unauthenticated device in displayable form: one line of visible characters, of limited length. */
    static String displayable(String agent) {
        String line = agent.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\s]+", " ")
                .strip();
        return line.codePointCount(0, line.length()) <= MAX_USER_AGENT_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_USER_AGENT_LENGTH - 1)) + "…";
    }
}
