package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * An administrator has disabled the client: the replica that was called applies it at once, the other when PostgreSQL's notification
 * arrives.
 */
final class DisabledClient extends Rule {
    private static final Duration KNOWN = Duration.ofSeconds(2);
    private final RelyingParty shop = RelyingParty.declare(Running.stack().edgeUri());
    private final Visit before = Visit.at(shop, "openid offline_access");
    private final Visit.Tokens tokens = before.tokens();
    private final Visit unredeemed = Visit.at(shop, "openid");
    private final Person person = before.person();
    private final Visit answered = BegunDevice.answered(shop, "openid");
    private final BegunDevice waiting = BegunDevice.of(shop, "openid");
    private final Answer remembered = ownToken();
    private final Answer next;

    DisabledClient() {
        super("disabled client", "26");
        Running.resources().patch("Client/" + shop.clientId(), Map.of("active", false));
        next = ownToken();
        without("is the person's own", Door.LOGIN, Door.PASSWORD_RESET, Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR);
        without("takes no client", Door.REGISTER, Door.RESOURCES, Door.GRAPHQL, Door.INTERNAL);
        without("a person may always leave", Door.LOGOUT);
        without("opens only for a request that was let in", Door.CONSENT);
        for (Door door : Arrival.ALL) {
            soon(
                    door,
                    () -> door == Door.PUSHED
                            ? Refused.oauth(arrive(door), "invalid_client")
                            : Refused.page(arrive(door)));
        }
        soon(
                Door.DEVICE,
                () -> Refused.oauth(shop.beginDevice("openid"), "invalid_client") + ", "
                        + Refused.page(waiting.enter(person.copy())));
        soon(Door.DEVICE_CODE, () -> Refused.oauth(shop.redeemDevice(answered.code()), "invalid_client"));
        soon(Door.CODE, () -> Refused.oauth(unredeemed.redeem(), "invalid_client"));
        soon(Door.REFRESH, () -> Refused.oauth(before.refresh(tokens), "invalid_client"));
        soon(Door.CLIENT, () -> {
            assertThat(remembered.status()).isEqualTo(200);
            return Refused.oauth(next, "invalid_client") + ", "
                    + Refused.oauth(shop.ownToken("orders"), "invalid_client");
        });
        soon(Door.INTROSPECT, () -> Refused.oauth(shop.introspect(tokens.access()), "invalid_client"));
        soon(Door.REVOKE, () -> Refused.oauth(shop.revoke(tokens.refresh()), "invalid_client"));
        soon(Door.USERINFO, () -> Refused.bearer(shop.userinfo(tokens.access())));
    }

    /** From the replica that the admin API tells. */
    private Answer ownToken() {
        return shop.post(
                Running.stack().serviceUri("oauth").resolve("/token"),
                Map.of("grant_type", "client_credentials", "scope", "orders"));
    }

    private Answer arrive(Door door) {
        return Arrival.by(door, person.copy(), shop, "openid", Map.of());
    }

    private void soon(Door door, Callable<String> attempt) {
        at(
                door,
                () -> await().ignoreExceptionsInstanceOf(Throwable.class)
                        .atMost(KNOWN)
                        .until(attempt, how -> true));
    }
}
