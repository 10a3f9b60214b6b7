package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.credentials.password.ImportedHash;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.user.DeclaredUser;
import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.UserProfile;
import dev.albireo.events.UserState;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.FieldAliases;
import dev.albireo.web.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code User} resource: read into a profile, and written again. Members that protect an account keep their value if a write omits
 * them: password, factors, groups, whether a second factor is required, and whether the account is disabled.
 */
record UserDeclaration(UserProfile profile, Optional<TotpDeclaration> totp) {
    static final String TYPE = "User";

    private static final String PASSWORD = "password";
    private static final String PASSWORD_HASH = "passwordHash";
    private static final int MAX_LENGTH = 256;
    private static final String BASE32_SECRET = "[A-Z2-7]{16,128}";

    /** Fields of the resource that are standard claims (OpenID Connect Core section 5.1) of another name. */
    private static final Map<String, String> CLAIMS = inOrder(
            "displayName", "name",
            "nickName", "nickname",
            "phoneNumber", "phone_number",
            "photo", "picture",
            "profileUrl", "profile",
            "website", "website",
            "gender", "gender",
            "birthdate", "birthdate",
            "locale", "locale",
            "timezone", "zoneinfo");

    private static final Map<String, String> NAME_CLAIMS =
            inOrder("givenName", "given_name", "familyName", "family_name", "middleName", "middle_name");

    /** The members of the claim {@code address} (section 5.1.1). */
    private static final Map<String, String> ADDRESS_CLAIMS = inOrder(
            "formatted", "formatted",
            "streetAddress", "street_address",
            "locality", "locality",
            "region", "region",
            "postalCode", "postal_code",
            "country", "country");

    /** The names of the claims (section 5.1), and of this system's other interfaces. */
    private static final FieldAliases ALIASES = new FieldAliases(inOrder(
            "preferred_username", "userName",
            "email_verified", "emailVerified",
            "given_name", "name.givenName",
            "family_name", "name.familyName",
            "middle_name", "name.middleName",
            "nickname", "nickName",
            "phone_number", "phoneNumber",
            "phone_number_verified", "phoneNumberVerified",
            "picture", "photo",
            "profile", "profileUrl",
            "zoneinfo", "timezone",
            "address.street_address", "address.streetAddress",
            "address.postal_code", "address.postalCode",
            "requires_2fa", "requires2fa",
            "password_hash", "passwordHash"));

    private static final String ADDRESS = "address";
    private static final String PHONE_VERIFIED = "phone_number_verified";

    /**
     * The declared state of an authenticator application.
     *
     * @param secretKey in base32; only if it is given
     */
    record TotpDeclaration(boolean enabled, Optional<String> secretKey) {
        TotpDeclaration withoutSecretKey() {
            return new TotpDeclaration(enabled, Optional.empty());
        }

        @Override
        public String toString() {
            return "Totp[enabled=" + enabled + "]";
        }
    }

    /** Returns a copy of a write in which each field has the resource's own name. */
    static JsonNode resolved(JsonNode body) {
        return ALIASES.resolve(body);
    }

    /** Reads a write whose fields have their own names; {@code before} is the current state. */
    static UserDeclaration of(String id, JsonNode body, Optional<DeclaredUser> before) {
        Fields fields = Fields.of(body).withEmptyAsAbsent();
        DeclaredRepresentation.ENVELOPE.forEach(fields::has);
        Optional<UserState> state = before.map(user -> user.user().state());
        Optional<Fields> twoFactor = fields.object("twoFactor");
        Optional<String> email = fields.text("email", MAX_LENGTH);
        UserProfile profile = new UserProfile(
                fields.text("userName", MAX_LENGTH).orElse(id),
                email,
                fields.flag("emailVerified").orElse(false),
                fields.flag("inactive")
                        .map(inactive -> !inactive)
                        .orElse(state.map(UserState::enabled).orElse(true)),
                fields.flag("requires2fa")
                        .orElse(state.map(UserState::requires2fa).orElse(false)),
                fields.has("groups")
                        ? fields.strings("groups")
                        : state.map(UserState::groups).orElse(List.of()),
                claims(fields, state.map(UserState::claims).orElse(Map.of())),
                transport(twoFactor, before));
        fields.has(PASSWORD);
        fields.has(PASSWORD_HASH);
        UserDeclaration declaration = new UserDeclaration(profile, totp(twoFactor, state));
        fields.refuseUnknown();
        return declaration;
    }

    /** Returns the password of a write. */
    static Optional<NewPassword> password(JsonNode body) {
        return Fields.of(body).text(PASSWORD).map(text -> NewPassword.require(text, PASSWORD, PASSWORD));
    }

    /** Returns the hash of the password that another provider computed: a text, or the object of a Keycloak export. */
    static Optional<ImportedHash> passwordHash(JsonNode body) {
        Fields fields = Fields.of(body);
        Optional<JsonNode> hash = fields.any(PASSWORD_HASH);
        hash.ifPresent(value -> {
            fields.require(value.isTextual() || value.isObject(), PASSWORD_HASH, "text, or an object with secretData");
            fields.require(fields.text(PASSWORD).isEmpty(), PASSWORD_HASH, "absent if password is given");
        });
        return hash.map(
                value -> ImportedHash.require(value.isTextual() ? value.textValue() : value.toString(), PASSWORD_HASH));
    }

    /** Returns the secret of an authenticator application of a write, in base32 without blanks and padding. */
    static Optional<String> secretKey(JsonNode body) {
        return Fields.of(body).object("twoFactor").flatMap(UserDeclaration::secretKey);
    }

    private static Optional<String> secretKey(Fields twoFactor) {
        return twoFactor.text("secretKey").map(text -> text.replace(" ", "").replaceFirst("=+$", ""));
    }

    /** Returns the resource as it is shown. */
    static DeclaredRepresentation show(DeclaredUser user) {
        UserState state = user.user().state();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("userName", state.username());
        if (state.email() != null) {
            body.put("email", state.email()).put("emailVerified", state.emailVerified());
        }
        body.put("inactive", !state.enabled());
        CLAIMS.forEach((field, claim) -> copy(state.claims(), claim, body, field));
        ObjectNode name = JsonNodeFactory.instance.objectNode();
        NAME_CLAIMS.forEach((field, claim) -> copy(state.claims(), claim, name, field));
        if (!name.isEmpty()) {
            body.set("name", name);
        }
        if (state.claims().get(ADDRESS) instanceof Map<?, ?> known) {
            ObjectNode address = body.putObject(ADDRESS);
            ADDRESS_CLAIMS.forEach((field, claim) -> copy(known, claim, address, field));
        }
        if (state.claims().get(PHONE_VERIFIED) instanceof Boolean verified) {
            body.put("phoneNumberVerified", verified);
        }
        ArrayNode groups = body.putArray("groups");
        state.groups().forEach(groups::add);
        body.put("requires2fa", state.requires2fa());
        ObjectNode twoFactor = body.putObject("twoFactor").put("enabled", state.totpEnabled());
        if (user.transport() != null) {
            twoFactor.put("transport", user.transport());
        }
        return new DeclaredRepresentation(
                TYPE, user.id(), state.version(), user.user().createdAt(), user.updatedAt(), body);
    }

    private static void copy(Map<?, ?> claims, String claim, ObjectNode into, String field) {
        if (claims.get(claim) instanceof String text) {
            into.put(field, text);
        }
    }

    /** Claims without a field of the resource keep their value. */
    private static Map<String, Object> claims(Fields fields, Map<String, Object> before) {
        Map<String, Object> claims = new LinkedHashMap<>(before);
        claims.keySet().removeAll(CLAIMS.values());
        claims.keySet().removeAll(NAME_CLAIMS.values());
        claims.keySet().removeAll(List.of(ADDRESS, PHONE_VERIFIED));
        claims.putAll(textClaims(fields, CLAIMS));
        fields.object("name").ifPresent(name -> claims.putAll(textClaims(name, NAME_CLAIMS)));
        fields.object(ADDRESS).ifPresent(address -> claims.put(ADDRESS, textClaims(address, ADDRESS_CLAIMS)));
        fields.flag("phoneNumberVerified").ifPresent(verified -> claims.put(PHONE_VERIFIED, verified));
        return claims;
    }

    private static Map<String, Object> textClaims(Fields fields, Map<String, String> claims) {
        Map<String, Object> texts = new LinkedHashMap<>();
        claims.forEach((field, claim) -> fields.text(field, MAX_LENGTH).ifPresent(text -> texts.put(claim, text)));
        return texts;
    }

    private static Optional<String> transport(Optional<Fields> twoFactor, Optional<DeclaredUser> before) {
        return twoFactor.map(UserDeclaration::transport).orElseGet(() -> before.map(DeclaredUser::transport));
    }

    /** The hint goes to the sender of codes, so it has plain characters only. */
    private static Optional<String> transport(Fields twoFactor) {
        Optional<String> transport = twoFactor.text("transport", MAX_LENGTH);
        twoFactor.require(
                transport.filter(text -> !LoginName.isPlain(text)).isEmpty(), "transport", "plain characters");
        return transport;
    }

    private static Optional<TotpDeclaration> totp(Optional<Fields> twoFactor, Optional<UserState> before) {
        if (twoFactor.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = twoFactor.get();
        Optional<Boolean> enabled = fields.flag("enabled");
        Optional<String> secret = secretKey(fields);
        fields.require(
                secret.filter(text -> !text.matches(BASE32_SECRET)).isEmpty(),
                "secretKey",
                "16 to 128 base32 characters");
        fields.require(secret.isEmpty() || enabled.orElse(false), "enabled", "true if secretKey is given");
        boolean hasOne = before.map(UserState::totpEnabled).orElse(false);
        fields.require(
                secret.isPresent() || hasOne || !enabled.orElse(false),
                "secretKey",
                "given, because the user has no secret yet");
        return enabled.map(on -> new TotpDeclaration(on, secret));
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public String toString() {
        return "UserDeclaration[" + profile.username() + "]";
    }
}
