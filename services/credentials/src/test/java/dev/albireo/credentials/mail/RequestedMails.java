package dev.albireo.credentials.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.credentials.Outboxed;
import dev.albireo.events.MailContent;
import dev.albireo.events.UserState;
import dev.albireo.protocol.JweKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The mails that were requested, as the webhooks service reads them. */
@ApplicationScoped
public class RequestedMails {
    private final Outboxed outboxed;
    private final ObjectMapper json;
    private final JweKey key;

    RequestedMails(
            Outboxed outboxed, ObjectMapper json, @ConfigProperty(name = "albireo.keys.delivery") String deliveryKey) {
        this.outboxed = outboxed;
        this.json = json;
        this.key = JweKey.ofBase64(deliveryKey);
    }

    /** Returns the mails to this user, the oldest first. */
    public List<MailContent> to(UserState user) {
        return outboxed.of("albireo.MailRequested.v1", user.subject()).stream()
                .map(this::content)
                .toList();
    }

    /** Returns the mails to this address, whatever account they are about, the oldest first. */
    public List<MailContent> at(String address) {
        return outboxed.of("albireo.MailRequested.v1").stream()
                .map(this::content)
                .filter(mail -> mail.to().equals(address))
                .toList();
    }

    private MailContent content(JsonNode event) {
        try {
            return json.readValue(key.decrypt(event.path("sealed").asText(), "mail+jwe"), MailContent.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
