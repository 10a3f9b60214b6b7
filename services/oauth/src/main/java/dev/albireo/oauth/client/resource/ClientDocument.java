package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientInfoMetadata;
import dev.albireo.oauth.client.metadata.LogoutUrisMetadata;
import dev.albireo.oauth.client.metadata.RequestObjectMetadata;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.Responses;
import dev.albireo.oauth.client.metadata.SectorIdentifierMetadata;
import dev.albireo.policy.Acr;
import dev.albireo.web.KeySetCache;
import java.util.Collection;

/** The resource {@code Client} of a client that registered itself, derived from its metadata. */
final class ClientDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientDocument() {}

    static ObjectNode of(Client client) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("name", client.name());
        document.put("active", client.enabled());
        document.put("first_party", client.firstParty());
        if (client.minimumAcr() == Acr.AAL2) {
            document.put("require_2fa", true);
        }
        list(document, "grant_types", client.grantTypes().stream().sorted().toList());
        list(document, "scope", client.scopes().stream().sorted().toList());
        if (!client.postLogoutRedirectUris().isEmpty()) {
            list(document, "post_logout_redirect_uris", client.postLogoutRedirectUris());
        }
        client.homeUri().ifPresent(uri -> document.put("client_uri", uri));
        client.logoUri().ifPresent(uri -> document.put("logo_uri", uri));
        client.policyUri().ifPresent(uri -> document.put("policy_uri", uri));
        client.tosUri().ifPresent(uri -> document.put("tos_uri", uri));
        if (client.authMethod().equals(Client.PRIVATE_KEY_JWT)) {
            document.put("token_endpoint_auth_method", client.authMethod());
        }
        client.keys()
                .jwks()
                .flatMap(KeySetCache::parse)
                .ifPresent(set -> document.set("jwks", JSON.valueToTree(set.toJSONObject())));
        client.keys().uri().ifPresent(uri -> document.put("jwks_uri", uri));
        client.keys().algorithm().ifPresent(alg -> document.put("token_endpoint_auth_signing_alg", alg.getName()));
        ClientInfoMetadata.write(client.about())
                .forEach((field, value) -> document.set(field, JSON.valueToTree(value)));
        if (client.requirePushedRequests()) {
            document.put("require_pushed_authorization_requests", true);
        }
        if (client.requests().responseTypes().stream().anyMatch(ResponseType::isFrontChannel)) {
            list(
                    document,
                    "response_types",
                    client.requests().responseTypes().stream()
                            .map(ResponseType::value)
                            .sorted()
                            .toList());
        }
        responses(document, client.responses());
        SectorIdentifierMetadata.write(client.sector())
                .forEach((field, value) -> document.set(field, JSON.valueToTree(value)));
        LogoutUrisMetadata.write(client.logoutUris())
                .forEach((field, value) -> document.set(field, JSON.valueToTree(value)));
        RequestObjectMetadata.write(client.requests())
                .forEach((field, value) -> document.set(field, JSON.valueToTree(value)));
        document.putObject("auth").set("authorization_code", codeFlow(client));
        return document;
    }

    private static void responses(ObjectNode document, Responses responses) {
        document.put("id_token_signed_response_alg", responses.idToken().value());
        responses.userinfo().ifPresent(alg -> document.put("userinfo_signed_response_alg", alg.value()));
        if (!responses.origins().isEmpty()) {
            list(document, "allowed_origins", responses.origins());
        }
    }

    private static ObjectNode codeFlow(Client client) {
        ObjectNode flow = JsonNodeFactory.instance.objectNode();
        list(flow, "redirect_uri", client.redirectUris());
        client.accessTokenLifetime().ifPresent(lifetime -> flow.put("access_token_expiration", lifetime.toSeconds()));
        client.refreshTokenLifetime().ifPresent(lifetime -> flow.put("refresh_token_expiration", lifetime.toSeconds()));
        if (client.secretHash().isPresent()) {
            flow.put("secret_required", true);
        }
        flow.put("pkce", client.requiresPkce());
        return flow;
    }

    private static void list(ObjectNode object, String field, Collection<String> values) {
        values.forEach(object.putArray(field)::add);
    }
}
