package dev.albireo.oauth.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.oauth.client.metadata.ApplicationType;
import dev.albireo.oauth.client.metadata.ClientInfo;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;

/** Maps {@link ClientInfo} to columns of the client table. */
@Embeddable
@NullUnmarked
class ClientInfoColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Column(name = "application_type")
    String type;

    List<String> contacts;

    @Column(name = "software_id")
    String softwareId;

    @Column(name = "software_version")
    String softwareVersion;

    @Column(name = "software_statement")
    String statement;

    String translations;

    static ClientInfoColumns of(ClientInfo about) {
        ClientInfoColumns columns = new ClientInfoColumns();
        columns.type = about.type().value();
        columns.contacts = about.contacts();
        columns.softwareId = about.softwareId().orElse(null);
        columns.softwareVersion = about.softwareVersion().orElse(null);
        columns.statement = about.statement().orElse(null);
        columns.translations =
                JSON.valueToTree(new TreeMap<>(about.translations())).toString();
        return columns;
    }

    ClientInfo toAbout() {
        return new ClientInfo(
                ApplicationType.of(type).orElse(ApplicationType.WEB),
                contacts,
                Optional.ofNullable(softwareId),
                Optional.ofNullable(softwareVersion),
                Optional.ofNullable(statement),
                translations(translations));
    }

    private static Map<String, String> translations(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored translations are not valid JSON", e);
        }
    }
}
