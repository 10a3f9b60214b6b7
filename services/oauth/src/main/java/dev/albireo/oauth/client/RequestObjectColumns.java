package dev.albireo.oauth.client;

import dev.albireo.oauth.client.metadata.RequestObjectSettings;
import dev.albireo.oauth.client.metadata.RequestObjectSettings.Defaults;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.key.SigningAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** Maps {@link RequestObjectSettings} to columns of the client table. */
@Embeddable
@NullUnmarked
class RequestObjectColumns {
    @Column(name = "request_object_alg")
    String algorithm;

    @Column(name = "require_signed_object")
    boolean signed;

    @Column(name = "request_uris")
    List<String> uris;

    @Column(name = "default_max_age")
    Integer defaultMaxAge;

    @Column(name = "default_acr_values")
    List<String> defaultAcrValues;

    @Column(name = "require_auth_time")
    boolean authTime;

    @Column(name = "response_types")
    List<String> responseTypes;

    static RequestObjectColumns of(RequestObjectSettings requests) {
        RequestObjectColumns columns = new RequestObjectColumns();
        columns.algorithm = requests.algorithm().map(SigningAlgorithm::value).orElse(null);
        columns.signed = requests.signed();
        columns.uris = requests.uris();
        columns.responseTypes = requests.responseTypes().stream()
                .map(ResponseType::value)
                .sorted()
                .toList();
        columns.defaultMaxAge = requests.defaults()
                .maxAge()
                .map(age -> Math.toIntExact(age.toSeconds()))
                .orElse(null);
        columns.defaultAcrValues = requests.defaults().acrValues();
        columns.authTime = requests.defaults().authTime();
        return columns;
    }

    RequestObjectSettings toRequests() {
        Defaults defaults =
                new Defaults(Optional.ofNullable(defaultMaxAge).map(Duration::ofSeconds), defaultAcrValues, authTime);
        Set<ResponseType> types = responseTypes.stream()
                .flatMap(type -> ResponseType.of(type).stream())
                .collect(Collectors.toSet());
        return new RequestObjectSettings(
                Optional.ofNullable(algorithm).flatMap(SigningAlgorithm::of), signed, uris, defaults, types);
    }
}
