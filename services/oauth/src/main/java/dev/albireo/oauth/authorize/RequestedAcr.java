package dev.albireo.oauth.authorize;

import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.Form;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code acr} values that a request accepts (OpenID Connect Core sections 3.1.2.1 and 5.5.1.1). {@code claims} takes precedence over
 * {@code acr_values}. Of {@code claims} only {@code id_token.acr} is read.
 *
 * @param essential whether any other value is an error
 */
record RequestedAcr(List<String> values, boolean essential) {
    private static final int MAX_VALUES = 20;

    RequestedAcr {
        values = List.copyOf(values);
    }

    static RequestedAcr parse(Form form) {
        RequestedAcr voluntary = new RequestedAcr(
                form.optional("acr_values").map(Parameters::values).orElse(List.of()), false);
        RequestedAcr demand =
                form.optional("claims").map(RequestedAcr::ofClaims).orElse(voluntary);
        RequestedAcr chosen = demand.values().isEmpty() ? voluntary : demand;
        if (chosen.values().size() > MAX_VALUES) {
            throw OAuthError.INVALID_REQUEST.because("claims requests too many acr values");
        }
        return chosen;
    }

    /** Returns these values if the request has none. */
    RequestedAcr orElse(List<String> defaults) {
        return values.isEmpty() ? new RequestedAcr(defaults, essential) : this;
    }

    /** Returns whether the client requires values none of which is among the supported ones. */
    boolean isImpossible(Collection<String> supported) {
        return essential && values.stream().noneMatch(supported::contains);
    }

    private static RequestedAcr ofClaims(String claims) {
        try {
            JsonObject idToken = new JsonObject(claims).getJsonObject("id_token");
            JsonObject acr = idToken == null ? null : idToken.getJsonObject("acr");
            if (acr == null) {
                return new RequestedAcr(List.of(), false);
            }
            JsonArray values = acr.getJsonArray("values", new JsonArray());
            String value = acr.getString("value");
            List<String> all = Stream.concat(
                            Stream.ofNullable(value), values.stream().map(String.class::cast))
                    .toList();
            return new RequestedAcr(all, Boolean.TRUE.equals(acr.getBoolean("essential")));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw OAuthError.INVALID_REQUEST.because(
                    "claims is not a valid JSON object (OpenID Connect Core section 5.5)");
        }
    }
}
