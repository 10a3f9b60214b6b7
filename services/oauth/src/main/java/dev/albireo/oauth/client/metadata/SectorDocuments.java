package dev.albireo.oauth.client.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.web.DocumentFetch;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fetches the documents of {@code sector_identifier_uri}, which prove that a client belongs to its sector (Core section 8.1). */
@Singleton
public class SectorDocuments {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 65_536;

    private final DocumentFetch fetch;
    private final ObjectMapper json;

    SectorDocuments(DocumentFetch fetch, ObjectMapper json) {
        this.fetch = fetch;
        this.json = json;
    }

    /** Returns what is wrong with the URL, for a client with these redirect URIs; empty if it lists all of them. */
    public Uni<Optional<String>> violation(Optional<String> uri, List<String> redirectUris) {
        return uri.filter(MetadataUris::isWebPage)
                .map(address -> fetch.get(URI.create(address), PATIENCE, MAX_BYTES)
                        .map(text -> text.map(this::listed).orElse(Set.of()))
                        .map(listed -> listed.containsAll(redirectUris) && !listed.isEmpty()
                                ? Optional.<String>empty()
                                : Optional.of("the URI of a JSON array that contains all redirect URIs")))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Set<String> listed(String text) {
        try {
            return strings(json.readTree(text));
        } catch (JsonProcessingException e) {
            return Set.of();
        }
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> values = new HashSet<>();
        if (list.isArray()) {
            list.forEach(entry -> Optional.ofNullable(entry.textValue()).ifPresent(values::add));
        }
        return values;
    }
}
