package dev.albireo.oauth.authorize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.sql.Rows;
import dev.albireo.sql.SqlParameters;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores pushed requests; each is used once, by the first browser that presents it. */
@ApplicationScoped
class PushedRequestStore {
    private static final TypeReference<Map<String, List<String>>> PARAMETERS = new TypeReference<>() {};

    private final Pool db;
    private final ObjectMapper json;

    PushedRequestStore(Pool db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    private static final String ADD = """
            INSERT INTO pushed_request (uri_hash, client_id, parameters, expires_at) VALUES ($1, $2, $3::text::jsonb, $4)
            """;

    Uni<Void> add(OpaqueToken id, String client, Form request, Instant expiresAt) {
        return db.preparedQuery(ADD)
                .execute(SqlParameters.of(id.hash(), client, written(request), expiresAt))
                .replaceWithVoid();
    }

    private static final String CONSUME = """
            DELETE FROM pushed_request WHERE uri_hash = $1 AND client_id = $2 AND expires_at > $3
            RETURNING parameters::text AS parameters
            """;

    /** Returns the request, if this client pushed it and it was not used before. Of concurrent calls one gets it. */
    Uni<Optional<Form>> consume(OpaqueToken id, String client, Instant now) {
        return db.preparedQuery(CONSUME)
                .execute(SqlParameters.of(id.hash(), client, now))
                .map(rows -> Rows.first(rows, row -> read(row.getString("parameters"))));
    }

    private String written(Form request) {
        try {
            return json.writeValueAsString(request.asMap());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters cannot be written", e);
        }
    }

    private Form read(String parameters) {
        try {
            return Form.of(json.readValue(parameters, PARAMETERS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored parameters are not valid JSON", e);
        }
    }
}
