package dev.albireo.admin.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.audit.AuditRecord;
import dev.albireo.admin.audit.AuditTrail;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.admin.user.OauthApplicationClient.ApplicationsBody;
import dev.albireo.protocol.PathSegment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Collects what the services store about a user, without secrets. */
@ApplicationScoped
class ExportUser {
    private static final int RECORDS = 1000;

    private final CredentialsAccessClient credentials;
    private final OauthApplicationClient oauth;
    private final AuditTrail trail;
    private final OwnerCommands commands;
    private final ObjectMapper json;

    ExportUser(
            @RestClient CredentialsAccessClient credentials,
            @RestClient OauthApplicationClient oauth,
            AuditTrail trail,
            OwnerCommands commands,
            ObjectMapper json) {
        this.credentials = credentials;
        this.oauth = oauth;
        this.trail = trail;
        this.commands = commands;
        this.json = json;
    }

    /** Returns the export; {@code credentials} audits it. */
    Uni<UserExport> of(String username, PathSegment subject) {
        return commands.send(command -> credentials.export(command, subject))
                .chain(account -> Uni.combine()
                        .all()
                        .unis(oauth.list(subject), trail.about(subject.toString(), RECORDS))
                        .with((applications, records) -> new UserExport(
                                username, subject.toString(), document(account, applications, records))));
    }

    private String document(JsonNode account, ApplicationsBody applications, List<AuditRecord> records) {
        ObjectNode document = json.createObjectNode();
        document.setAll((ObjectNode) account);
        document.set("applications", json.valueToTree(applications.items()));
        document.set("auditRecords", json.valueToTree(records));
        return document.toString();
    }
}
