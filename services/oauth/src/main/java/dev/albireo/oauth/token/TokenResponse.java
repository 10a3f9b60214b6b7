package dev.albireo.oauth.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;

/** The response of the token endpoint (RFC 6749 section 5.1); absent members are omitted. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,

        @JsonProperty("scope") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String scope,

        @JsonProperty("refresh_token") Optional<String> refreshToken,
        @JsonProperty("id_token") Optional<String> idToken,
        @JsonProperty("userinfo") Optional<Map<String, Object>> userinfo) {

    /** The {@code token_type} of RFC 6750. */
    static final String BEARER = "Bearer";

    @Override
    public String toString() {
        return "TokenResponse[redacted]";
    }
}
