package dev.albireo.deploy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/** The used part of the External Secrets operator's {@code ExternalSecret}, for which there is no Java model. */
record ExternalSecret(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
    record Spec(String refreshInterval, StoreRef secretStoreRef, Target target, List<Entry> data) {}

    record StoreRef(String kind, String name) {}

    record Target(String name, String creationPolicy) {}

    record Entry(String secretKey, RemoteRef remoteRef) {}

    record RemoteRef(String key, String property) {}
}
