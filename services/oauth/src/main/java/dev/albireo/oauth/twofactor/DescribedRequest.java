package dev.albireo.oauth.twofactor;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.RequestSettings.Defaults;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.policy.Acr;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.SecondFactorPolicy.ClientContext;
import dev.albireo.policy.SecondFactorPolicy.RequestContext;
import dev.albireo.web.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that a user could make, as an administrator describes it.
 *
 * @param client empty for a sign-in without an application
 * @param scopes of the request
 * @param maxAge {@code max_age}, or the client's {@code default_max_age}
 * @param acrValues {@code acr_values}, or the client's {@code default_acr_values}
 * @param resources of the tokens (RFC 8707)
 * @param address of the user
 */
record DescribedRequest(
        Optional<Client> client,
        List<String> scopes,
        Optional<Duration> maxAge,
        List<String> acrValues,
        List<String> resources,
        Optional<InetAddress> address) {

    /**
     * The parameters as they arrive, with the names and formats of an authorization request.
     *
     * @param address an IP address
     */
    record RequestParameters(
            @Nullable String scope,
            @Nullable String maxAge,
            @Nullable String acrValues,
            @Nullable List<String> resources,
            @Nullable String address) {}

    /** Reads the parameters of a request of this client; rejects a scope that the client may not request, as {@code /authorize} does. */
    static DescribedRequest of(Optional<Client> client, RequestParameters parameters) {
        Optional<Defaults> defaults =
                client.map(known -> known.metadata().requests().defaults());
        List<String> acrValues = values(parameters.acrValues());
        return new DescribedRequest(
                client,
                scopes(client, values(parameters.scope())),
                maxAge(parameters.maxAge()).or(() -> defaults.flatMap(Defaults::maxAge)),
                acrValues.isEmpty() ? defaults.map(Defaults::acrValues).orElse(List.of()) : acrValues,
                Objects.requireNonNullElse(parameters.resources(), List.of()),
                Optional.ofNullable(parameters.address()).map(DescribedRequest::address));
    }

    private static List<String> values(@Nullable String text) {
        return text == null ? List.of() : Parameters.values(text);
    }

    private static List<String> scopes(Optional<Client> client, List<String> scopes) {
        if (client.isEmpty() && !scopes.isEmpty()) {
            throw Problem.UNPROCESSABLE.because("scopes are requested by a client: name it", "scope");
        }
        scopes.stream()
                .filter(scope ->
                        !client.orElseThrow().metadata().grants().scopes().contains(scope))
                .findFirst()
                .ifPresent(scope -> {
                    throw Problem.UNPROCESSABLE.because("the client may not request the scope " + scope, "scope");
                });
        return scopes;
    }

    private static Optional<Duration> maxAge(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw Problem.UNPROCESSABLE.because("must be a number of seconds", "maxAge");
        }
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }

    private static InetAddress address(String text) {
        return NetworkContext.of(text)
                .user()
                .orElseThrow(() -> Problem.UNPROCESSABLE.because("must be an IP address", "address"));
    }

    /** Returns the input of the second-factor decision about the client. */
    ClientContext clientContext() {
        return client.map(Client::secondFactorContext).orElse(new ClientContext(Acr.AAL1));
    }

    /** Returns the input of the second-factor decision about the request. */
    RequestContext requestContext() {
        return new RequestContext(Set.copyOf(scopes), maxAge, acrValues, Set.copyOf(resources));
    }
}
