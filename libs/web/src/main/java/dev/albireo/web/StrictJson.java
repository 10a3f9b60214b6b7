package dev.albireo.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads unambiguous JSON only (RFC 8259): UTF-8, each member of an object once, and nothing after the document. It customizes the mapper of
 * request bodies, and parses other input, such as a parameter.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
    private static final ObjectMapper MAPPER = strict(new ObjectMapper());

    @Override
    public void customize(ObjectMapper mapper) {
        strict(mapper);
    }

    /** Parses the value in this text. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Parses the value in these bytes. */
    public static JsonNode parse(byte[] text) throws JsonProcessingException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }

    private static ObjectMapper strict(ObjectMapper mapper) {
        mapper.getFactory().disable(JsonFactory.Feature.CHARSET_DETECTION);
        mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        return mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
