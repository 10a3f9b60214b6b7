package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.metadata.RequestSettings;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request whose every parameter was checked (OpenID Connect Core section 3.1.2.1).
 *
 * @param redirectUriImplied whether it was not sent, because the client has only this one
 * @param type the response type
 * @param mode the response mode
 * @param challenge of PKCE with S256
 * @param maxAge the maximum age of the authentication
 * @param claims those that the client may receive
 * @param subject the user who must be signed in
 * @param resources the resources of the tokens (RFC 8707); may be empty
 */
record AuthorizationRequest(
        String clientId,
        String redirectUri,
        boolean redirectUriImplied,
        ResponseType type,
        ResponseMode mode,
        Optional<String> state,
        List<String> scopes,
        Optional<String> nonce,
        Optional<String> challenge,
        Set<Prompt> prompt,
        Optional<Duration> maxAge,
        RequestedAcr acr,
        RequestedClaims claims,
        Optional<String> subject,
        Optional<String> loginHint,
        List<String> uiLocales,
        List<String> resources) {
    private static final int MAX_HINT_LENGTH = 254;
    private static final int MAX_LOCALES = 10;
    private static final int MAX_LOCALE_LENGTH = 35;

    AuthorizationRequest {
        type = Objects.requireNonNullElse(type, ResponseType.CODE); // as below
        mode = Objects.requireNonNullElse(
                mode, ResponseMode.QUERY); // a request that an earlier release stored has none
        claims = Objects.requireNonNullElse(claims, RequestedClaims.NONE);
        scopes = List.copyOf(scopes);
        prompt = Set.copyOf(prompt);
        uiLocales = List.copyOf(uiLocales);
        resources = List.copyOf(Objects.requireNonNullElse(resources, List.of()));
    }

    /** Reads a form that passed every {@link RequestCheck}. */
    static AuthorizationRequest of(Form form, boolean redirectUriImplied, Client client, IdTokenHint hint) {
        ResponseType type = ResponseType.of(form.required("response_type")).orElseThrow();
        List<String> scopes = scopes(form, type);
        RequestedClaims asked =
                RequestedClaims.parse(form).within(client.metadata().grants().scopes());
        RequestedClaims claims = type == ResponseType.ID_TOKEN ? asked.allInIdToken(scopes) : asked;
        RequestSettings.Defaults defaults = client.metadata().requests().defaults();
        return new AuthorizationRequest(
                form.required("client_id"),
                form.required("redirect_uri"),
                redirectUriImplied,
                type,
                ResponseMode.of(form),
                form.optional("state"),
                scopes,
                form.optional("nonce"),
                form.optional("code_challenge").filter(challenge -> type.hasCode()),
                Prompt.parse(form.text("prompt")),
                maxAge(form).or(defaults::maxAge),
                RequestedAcr.parse(form).orElse(defaults.acrValues()),
                claims,
                hint.subject().or(claims::subject),
                form.optional("login_hint").filter(name -> name.length() <= MAX_HINT_LENGTH),
                Parameters.values(form.text("ui_locales")).stream()
                        .filter(locale -> locale.length() <= MAX_LOCALE_LENGTH)
                        .limit(MAX_LOCALES)
                        .toList(),
                ResourceIndicators.named(form));
    }

    /** Returns a request for an authorization that a page of this server grants, with the defaults of the client. */
    static AuthorizationRequest ofPage(Client client, List<String> scopes, List<String> resources, String page) {
        RequestSettings.Defaults defaults = client.metadata().requests().defaults();
        return new AuthorizationRequest(
                client.id(),
                page,
                false,
                ResponseType.CODE,
                ResponseMode.QUERY,
                Optional.empty(),
                scopes,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                defaults.maxAge(),
                new RequestedAcr(defaults.acrValues(), false),
                RequestedClaims.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                resources);
    }

    /** Without a code there is no {@code offline_access} (OpenID Connect Core section 11). */
    private static List<String> scopes(Form form, ResponseType type) {
        return Parameters.values(form.text("scope")).stream()
                .filter(scope -> type.hasCode() || !scope.equals(Scopes.OFFLINE_ACCESS))
                .toList();
    }

    /** Returns the parameter {@code max_age}, in whole seconds. */
    static Optional<Duration> maxAge(Form form) {
        Optional<String> text = form.optional("max_age");
        if (text.filter(value -> !value.matches("[0-9]{1,9}")).isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("max_age must be a number of seconds");
        }
        return text.map(Long::parseLong).map(Duration::ofSeconds);
    }

    /**
     * Returns the earliest acceptable time of authentication, for a request made at {@code askedAt}; {@code prompt=login} is a {@code
     * max_age} of 0.
     */
    Optional<Instant> signedInSince(Instant askedAt) {
        boolean anew = prompt.contains(Prompt.LOGIN)
                || prompt.contains(Prompt.SELECT_ACCOUNT)
                || prompt.contains(Prompt.CREATE);
        return anew ? Optional.of(askedAt) : maxAge.map(askedAt::minus);
    }

    /** Returns the scopes that require consent: the requested ones, those of single claims, and at least {@code openid}. */
    Set<String> consentScopes() {
        Set<String> needed = new LinkedHashSet<>(Set.of(Scopes.OPENID));
        needed.addAll(scopes);
        needed.addAll(claims.scopes());
        return needed;
    }

    /** Returns the target of its response. */
    AuthorizationResponses.ResponseTarget target() {
        return new AuthorizationResponses.ResponseTarget(redirectUri, mode, state);
    }

    boolean offline() {
        return scopes.contains(Scopes.OFFLINE_ACCESS);
    }

    /** Returns whether no page may be shown ({@code prompt=none}). */
    boolean silent() {
        return prompt.contains(Prompt.NONE);
    }

    /** Returns the input of the second-factor decision. */
    SecondFactorPolicy.RequestContext secondFactorContext() {
        return new SecondFactorPolicy.RequestContext(Set.copyOf(scopes), maxAge, acr.values(), Set.copyOf(resources));
    }
}
