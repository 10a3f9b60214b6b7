package dev.albireo.deploy;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/** Of the External Secrets operator's {@code ExternalSecret}, what we use; there is no model of it for Java. */
record ExternalSecret(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
    record Spec(String refreshInterval, StoreRef secretStoreRef, Target target, List<Entry> data) {}

    record StoreRef(String kind, String name) {}

    record Target(String name, String creationPolicy) {}

    record Entry(String secretKey, RemoteRef remoteRef) {}

    record RemoteRef(String key, String property) {}
}
