package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;

/** What one application was given, in the hands of another. */
final class AnotherClient extends Rule {
    private final RelyingParty thief = RelyingParty.confidential(Running.stack().edgeUri());
    private final URI edge = Running.stack().edgeUri();

    AnotherClient() {
        super("another's value", "14, 23");
        without("takes nothing that belongs to an application", Door.PASSWORD_RESET);
        without("takes nothing that belongs to an application", Door.LOGIN, Door.AUTHORIZE, Door.AUTHORIZE_POST);
        without(
                "takes nothing that belongs to an application",
                Door.SIGNED,
                Door.SILENT,
                Door.DEVICE,
                Door.CONSENT,
                Door.CLIENT,
                Door.REGISTER);
        without("takes nothing that belongs to an application", Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR);
        without("accepts an ID token of this very session alone, from any client", Door.LOGOUT);
        without("a bearer token is good in any hands", Door.USERINFO);
        without("takes tokens of one client alone; see wrong kind", Door.RESOURCES, Door.GRAPHQL, Door.INTERNAL);
        at(Door.PUSHED, () -> {
            Visit visit = Visit.with("openid");
            var pushed = visit.shop().push(visit.pending());
            return Refused.page(Running.journey().person().get(Arrival.frontChannel(thief, pushed)));
        });
        at(Door.CODE, () -> {
            Visit visit = Visit.with("openid");
            return Refused.oauth(thief.redeem(edge, visit.pending(), visit.code()), "invalid_grant");
        });
        at(Door.DEVICE_CODE, () -> {
            Visit visit = BegunDevice.answered(Visit.SHOP, "openid");
            return Refused.oauth(thief.redeemDevice(visit.code()), "invalid_grant");
        });
        at(Door.REFRESH, () -> {
            Visit.Tokens tokens = Visit.with("openid offline_access").tokens();
            return Refused.oauth(thief.refresh(edge, tokens.refresh()), "invalid_grant");
        });
        at(Door.INTROSPECT, () -> {
            Visit.Tokens tokens = Visit.with("openid offline_access").tokens();
            Refused.inactive(thief.introspect(tokens.refresh()));
            return Refused.inactive(thief.introspect(tokens.access()));
        });
        at(Door.REVOKE, () -> {
            Visit visit = Visit.with("openid offline_access");
            Visit.Tokens tokens = visit.tokens();
            String how = Refused.oauth(thief.revoke(tokens.refresh()), "invalid_grant");
            assertThat(visit.refresh(tokens).status()).as("it is still valid").isEqualTo(200);
            return how;
        });
    }
}
