package dev.albireo.oauth.client;

import dev.albireo.oauth.key.SigningAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** {@link Requests} in the client table. */
@Embeddable
@NullUnmarked
class RequestsColumns {
    @Column(name = "request_object_alg")
    String algorithm;

    @Column(name = "require_signed_object")
    boolean signed;

    @Column(name = "request_uris")
    List<String> uris;

    static RequestsColumns of(Requests requests) {
        RequestsColumns columns = new RequestsColumns();
        columns.algorithm = requests.algorithm().map(SigningAlgorithm::value).orElse(null);
        columns.signed = requests.signed();
        columns.uris = requests.uris();
        return columns;
    }

    Requests toRequests() {
        return new Requests(Optional.ofNullable(algorithm).flatMap(SigningAlgorithm::of), signed, uris);
    }
}
