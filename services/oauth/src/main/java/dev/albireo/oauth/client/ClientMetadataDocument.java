package dev.albireo.oauth.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.oauth.client.metadata.TokenFormat;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.policy.Acr;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@link ClientMetadata} as it is stored: a JSON object for each group, with the names of its components and the values of the standards. A
 * component that a stored document does not have is empty, false or no entry.
 */
final class ClientMetadataDocument {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            // Written by a later release, which runs beside this one.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null))
            .withConfigOverride(List.class, ClientMetadataDocument::emptyIfAbsent)
            .withConfigOverride(Set.class, ClientMetadataDocument::emptyIfAbsent)
            .withConfigOverride(Map.class, ClientMetadataDocument::emptyIfAbsent)
            .addMixIn(ApplicationType.class, Value.class)
            .addMixIn(TokenEndpointAuthMethod.class, Value.class)
            .addMixIn(ResponseType.class, Value.class)
            .addMixIn(SigningAlgorithm.class, Value.class)
            .addMixIn(TokenFormat.class, Value.class)
            .addMixIn(Acr.class, Value.class)
            .addMixIn(JWSAlgorithm.class, JwsAlgorithmName.class)
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private ClientMetadataDocument() {}

    static Map<String, Object> of(ClientMetadata metadata) {
        return JSON.convertValue(metadata, OBJECT);
    }

    static ClientMetadata toMetadata(Map<String, Object> document) {
        return JSON.convertValue(document, ClientMetadata.class);
    }

    private static void emptyIfAbsent(MutableConfigOverride type) {
        type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }

    /** An enum whose constants are written as {@code value()}. */
    private interface Value {
        @JsonValue
        String value();
    }

    /** {@link JWSAlgorithm} as its name. */
    private abstract static class JwsAlgorithmName {
        @JsonCreator
        static JWSAlgorithm parse(String name) {
            return JWSAlgorithm.parse(name);
        }

        @JsonValue
        abstract String getName();
    }
}
