package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** The client has revoked its refresh token; everything else of the same sign-in has ended with it. */
final class RevokedGrant extends Rule {
    RevokedGrant() {
        super("revoked grant", "26");
        without("takes no grant, and ends all", Door.PASSWORD_RESET);
        without("begins a new grant", Door.LOGIN, Door.CONSENT, Door.CLIENT, Door.DEVICE);
        without("begins a new grant", Arrival.ALL.toArray(Door[]::new));
        without("takes no token of a grant", Door.LOGOUT, Door.REGISTER, Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR);
        at(Door.RESOURCES, () -> Refused.status(administrator().put("/Client/x", Map.of()), 403));
        at(Door.GRAPHQL, () -> Refused.status(administrator().graphql("{ __typename }"), 403));
        at(Door.INTERNAL, () -> Refused.status(administrator().listClientsInside(), 403));
        without("what has ended may be ended again", Door.REVOKE);
        at(Door.CODE, () -> {
            Visit visit = Visit.with("openid offline_access");
            revoke(visit);
            return Refused.oauth(visit.redeem(), "invalid_grant");
        });
        at(Door.DEVICE_CODE, () -> {
            Visit visit = BegunDevice.answered(Visit.SHOP, "openid offline_access");
            String refresh = visit.shop()
                    .redeemDevice(visit.code())
                    .json()
                    .get("refresh_token")
                    .asText();
            assertThat(visit.shop().revoke(refresh).status()).isEqualTo(200);
            return Refused.oauth(visit.shop().redeemDevice(visit.code()), "invalid_grant");
        });
        at(Door.REFRESH, () -> {
            Visit visit = Visit.with("openid offline_access");
            return Refused.oauth(visit.refresh(revoke(visit)), "invalid_grant");
        });
        at(Door.INTROSPECT, () -> {
            Visit visit = Visit.with("openid offline_access");
            return Refused.inactive(visit.shop().introspect(revoke(visit).access()));
        });
        at(Door.USERINFO, () -> {
            Visit visit = Visit.with("openid offline_access");
            return Refused.bearer(visit.shop().userinfo(revoke(visit).access()));
        });
    }

    private static Administrator administrator() {
        return Administrator.after(Administrator::revoke);
    }

    private static Visit.Tokens revoke(Visit visit) {
        Visit.Tokens tokens = visit.tokens();
        assertThat(visit.shop().userinfo(tokens.access()).status()).isEqualTo(200);
        assertThat(visit.shop().revoke(tokens.refresh()).status()).isEqualTo(200);
        return tokens;
    }
}
