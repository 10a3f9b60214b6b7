package dev.albireo.devstack.demo;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A validated ID token as the page shows it: the user's authentication first, all other claims in a table. */
public final class TokenView {
    private static final Set<String> SHOWN_LARGE = Set.of("acr", "amr", "auth_time");
    private static final Set<String> TIMES = Set.of("auth_time", "iat", "exp", "nbf", "updated_at");

    private final ValidatedSignIn signedIn;

    TokenView(ValidatedSignIn signedIn) {
        this.signedIn = signedIn;
    }

    /** One row of the table. {@code time} is the exact instant where the claim is one, otherwise empty. */
    public record Claim(String name, String value, String time, String meaning) {}

    /** Returns the name to greet the user with. */
    public String person() {
        return Stream.of("name", "preferred_username", "email", "sub")
                .flatMap(claim -> Stream.of(signedIn.userInfo(), signedIn.claims())
                        .flatMap(source -> Stream.ofNullable(source.get(claim))))
                .map(String::valueOf)
                .findFirst()
                .orElse("stranger");
    }

    public String acr() {
        return text("acr");
    }

    public String acrInWords() {
        return switch (acr()) {
            case "aal2" -> "Two independent factors: a stolen password alone would not have been enough.";
            case "aal1" -> "One factor. Ask for more with a scope, acr_values, or the administrator's rule.";
            default -> "The provider does not state the strength of this sign-in.";
        };
    }

    public List<AmrValue> methods() {
        return signedIn.claims().get("amr") instanceof Collection<?> values
                ? values.stream()
                        .map(value -> new AmrValue(String.valueOf(value)))
                        .toList()
                : List.of();
    }

    /** One authentication method reference (RFC 8176). */
    public record AmrValue(String code) {
        public String words() {
            return switch (code) {
                case "pwd" -> "password";
                case "hwk" -> "passkey bound to a device";
                case "swk" -> "passkey that is synchronised";
                case "otp" -> "one-time code";
                case "mfa" -> "more than one factor";
                case "user" -> "presence was tested";
                case "pin" -> "PIN or pattern";
                case "sms" -> "code sent to a telephone";
                default -> code;
            };
        }
    }

    /** Returns the exact time of authentication; empty if the token has none. */
    public String authTime() {
        return signedIn.claims().get("auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue()).toString()
                : "";
    }

    /** Returns the claims of the table. */
    public List<Claim> others() {
        return rows(signedIn.claims());
    }

    /** Returns the claims of the UserInfo endpoint that the token does not have. */
    public List<Claim> userInfo() {
        Map<String, Object> more = new LinkedHashMap<>(signedIn.userInfo());
        more.keySet().removeAll(signedIn.claims().keySet());
        return rows(more);
    }

    private static List<Claim> rows(Map<String, Object> claims) {
        return claims.entrySet().stream()
                .filter(claim -> !SHOWN_LARGE.contains(claim.getKey()))
                .map(claim -> row(claim.getKey(), claim.getValue()))
                .toList();
    }

    private static Claim row(String name, Object value) {
        String time = TIMES.contains(name) && value instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue()).toString()
                : "";
        return new Claim(name, shown(value), time, ClaimGuide.meaning(name));
    }

    private static String shown(Object value) {
        return value instanceof Collection<?> values
                ? values.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    public List<String> scopes() {
        return Arrays.asList(signedIn.scope().split(" ", -1));
    }

    /** Returns the token as received, for inspection with other tools. */
    public String raw() {
        return signedIn.idToken();
    }

    public String kind() {
        return signedIn.kind().parameter();
    }

    private String text(String claim) {
        return String.valueOf(signedIn.claims().getOrDefault(claim, "none"));
    }
}
