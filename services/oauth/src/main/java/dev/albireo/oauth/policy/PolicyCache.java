package dev.albireo.oauth.policy;

import dev.albireo.outbox.Notifications;
import dev.albireo.outbox.NotifiedCache;
import dev.albireo.policy.PolicyDocument;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The rules of all declared policies as this replica has read them. */
@Singleton
class PolicyCache extends NotifiedCache {
    private static final String CHANNEL = "second_factor_policy";
    private static final String ALL = "";

    private final ConcurrentMap<String, PolicyDocument> documents = new ConcurrentHashMap<>();

    void start(@Observes StartupEvent started, Notifications notifications) {
        notifications.listen(CHANNEL, this);
    }

    Optional<PolicyDocument> find() {
        return Optional.ofNullable(documents.get(ALL));
    }

    /** Caches the rules as they were read, unless any policy has changed since {@code moment}. */
    void remember(PolicyDocument document, long moment) {
        put(documents, ALL, document, moment);
    }

    @Override
    protected void drop(String id) {
        documents.clear();
    }

    @Override
    protected void dropAll() {
        documents.clear();
    }
}
