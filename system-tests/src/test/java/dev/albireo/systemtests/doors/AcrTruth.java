package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.util.Map;

/** One factor was proved: no token claims two, whatever is proved later, and requests that require two are not satisfied. */
final class AcrTruth extends Rule {
    private static final String ONE = "aal1";
    private final RelyingParty shop = Visit.SHOP;

    AcrTruth() {
        super("acr tells the truth", "7, 8, 27");
        without("says nothing of a person's proofs", Door.CLIENT, Door.REVOKE, Door.REGISTER, Door.LOGOUT);
        without("begins with one factor", Door.LOGIN);
        without("begins no session; ForgottenPasswordTest signs in afterwards", Door.PASSWORD_RESET);
        without("comes after the decision, which is made again on the way back; see ended session", Door.CONSENT);
        without("says who, and not how it was proved", Door.USERINFO);
        without("takes no session; see partial session", Door.RESOURCES, Door.GRAPHQL, Door.INTERNAL);
        at(Arrival.PAGES, door -> Refused.sentTo(wantsTwo(door), "/login/2fa"));
        at(Door.SILENT, () -> Refused.toClient(wantsTwo(Door.SILENT), "interaction_required"));
        at(Door.CODE, () -> {
            Visit visit = Visit.with("openid offline_access");
            proveMore(visit);
            return said(visit.redeem());
        });
        at(Door.DEVICE, () -> {
            Visit visit = Visit.with("openid");
            return Refused.sentTo(BegunDevice.of(shop, "openid payment").enter(visit.person()), "/login/2fa");
        });
        at(Door.DEVICE_CODE, () -> {
            Visit visit = BegunDevice.answered(shop, "openid");
            proveMore(visit);
            return said(shop.redeemDevice(visit.code()));
        });
        at(Door.REFRESH, () -> {
            Visit visit = Visit.with("openid offline_access");
            Visit.Tokens tokens = visit.tokens();
            proveMore(visit);
            return said(visit.refresh(tokens));
        });
        at(Door.INTROSPECT, () -> {
            Visit visit = Visit.with("openid offline_access");
            Visit.Tokens tokens = visit.tokens();
            proveMore(visit);
            assertThat(visit.shop()
                            .introspect(tokens.access())
                            .json()
                            .path("acr")
                            .asText(ONE))
                    .isEqualTo(ONE);
            return "acr " + ONE;
        });
        at(Door.ACCOUNT, () -> Refused.status(withPasskey().person().getJson("/account/passkeys"), 403));
        at(
                Door.WEBAUTHN,
                () -> Refused.status(withPasskey().person().postJson("/webauthn/register/start", Map.of()), 403));
        at(Door.TWO_FACTOR, () -> Refused.status(withPasskey().person().getJson("/auth/two-factor/enable"), 403));
    }

    private Answer wantsTwo(Door door) {
        Visit visit = Visit.at(shop, "openid");
        return Arrival.by(door, visit.person(), shop, "openid", Map.of("acr_values", "aal2"));
    }

    private static String said(Answer tokens) {
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        assertThat(RelyingParty.idToken(tokens).getClaim("acr")).isEqualTo(ONE);
        return "acr " + ONE;
    }

    /** Returns a user who has a second factor and signed in with the first alone. */
    private static Visit withPasskey() {
        Visit visit = Visit.with("openid");
        Running.journey().enrol(visit.person(), false);
        var again = Running.journey().person();
        Running.journey().login(again, visit.username());
        return new Visit(visit.shop(), again, visit.username(), visit.pending(), "");
    }

    /** The session gains its second factor, after the grant. */
    private static void proveMore(Visit visit) {
        Journey journey = Running.journey();
        SoftPasskey passkey = journey.enrol(visit.person(), false);
        Answer page = visit.person().get("/login/2fa");
        journey.goOn(visit.person(), journey.secondFactor(visit.person(), page, passkey));
    }
}
