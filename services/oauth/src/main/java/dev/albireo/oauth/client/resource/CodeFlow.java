package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.albireo.oauth.client.Client.TokenFormat;
import dev.albireo.oauth.client.ReservedClients;
import dev.albireo.oauth.client.metadata.RedirectUris;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The member {@code auth.authorization_code} of the resource {@code Client}, each field validated. */
record CodeFlow(
        List<String> redirectUris,
        Optional<Duration> accessTokenLifetime,
        Optional<Duration> refreshTokenLifetime,
        TokenFormat tokenFormat,
        boolean secretOptional,
        boolean refreshes,
        boolean pkce,
        List<String> audience) {
    private static final String PATH = "auth.authorization_code.";
    private static final int LONGEST_ACCESS = 86_400;
    private static final int LONGEST_REFRESH = 315_360_000;
    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST_AUDIENCE = 200;

    /**
     * Reads the fields of {@code auth}, if present; the defaults depend on whether the client has a secret and whether it is confidential.
     */
    static CodeFlow of(Optional<Fields> auth, boolean hasSecret, boolean confidential) {
        Fields fields = auth.flatMap(flows -> flows.object("authorization_code"))
                .orElseGet(() -> Fields.of(JsonNodeFactory.instance.objectNode()));
        return new CodeFlow(
                redirectUris(fields),
                fields.number("access_token_expiration", 1, LONGEST_ACCESS).map(Duration::ofSeconds),
                fields.number("refresh_token_expiration", 1, LONGEST_REFRESH).map(Duration::ofSeconds),
                tokenFormat(fields),
                secretOptional(fields.flag("secret_required"), hasSecret),
                fields.flag("refresh_token").orElse(false),
                pkce(fields.flag("pkce"), confidential),
                audience(fields));
    }

    private static List<String> redirectUris(Fields fields) {
        List<String> uris = fields.oneOrMore("redirect_uri");
        fields.require(uris.size() <= MOST_ENTRIES, "redirect_uri", "at most " + MOST_ENTRIES + " addresses");
        for (String uri : uris) {
            Optional<String> objection = Parameters.isText(uri)
                    ? RedirectUris.responseUriViolation(uri)
                    : Optional.of("contains a control character or is too long");
            objection.ifPresent(why -> {
                throw refused("redirect_uri", "one " + why);
            });
        }
        return uris.stream().distinct().toList();
    }

    private static TokenFormat tokenFormat(Fields fields) {
        String format = fields.text("token_format").orElse("jwt");
        fields.require(format.equals("jwt") || format.equals("opaque"), "token_format", "jwt or opaque");
        return TokenFormat.valueOf(format.toUpperCase(Locale.ROOT));
    }

    /** An existing secret is required unless the resource declares it optional. */
    private static boolean secretOptional(Optional<Boolean> required, boolean hasSecret) {
        if (required.orElse(false) && !hasSecret) {
            throw refused("secret_required", "requires a secret");
        }
        return hasSecret && !required.orElse(true);
    }

    private static boolean pkce(Optional<Boolean> pkce, boolean confidential) {
        if (!pkce.orElse(true) && !confidential) {
            throw refused("pkce", "must be true for a client without a secret");
        }
        return pkce.orElse(!confidential);
    }

    /** Rejects names with the prefix of this system's services, which would accept such tokens. */
    private static List<String> audience(Fields fields) {
        List<String> audience = fields.oneOrMore("audience");
        boolean fits = audience.size() <= MOST_ENTRIES
                && audience.stream()
                        .allMatch(name ->
                                !name.isBlank() && name.length() <= LONGEST_AUDIENCE && Parameters.isText(name));
        fields.require(fits, "audience", "names of at most " + LONGEST_AUDIENCE + " characters");
        if (audience.stream().anyMatch(ReservedClients::isReserved)) {
            throw refused("audience", "must not be the audience of a service of this system");
        }
        return audience.stream().distinct().toList();
    }

    static ProblemRefusal refused(String field, String why) {
        return Problem.UNPROCESSABLE.because(PATH + field + ": " + why, PATH + field);
    }
}
