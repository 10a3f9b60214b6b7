package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.nodes.Element;

/** A client as the suite configures it: code flow with state and nonce, without PKCE unless a module is about it. */
record SuiteClient(Variant variant, String id, Proof proof) {
    static final String REDIRECT = RelyingParty.REDIRECT;
    private static final List<String> SCOPES =
            List.of("openid", "profile", "email", "address", "phone", "offline_access");

    private static final SuiteKey KEY = SuiteKey.generate();
    private static final Map<Variant, SuiteClient> FIRST = new ConcurrentHashMap<>();

    /** Returns the client of most modules: registrations are counted. */
    static SuiteClient of(Variant variant) {
        return FIRST.computeIfAbsent(variant, SuiteClient::another);
    }

    /** Returns the second client of modules that need two. */
    static SuiteClient another(Variant variant) {
        return made(variant, Map.of());
    }

    /** Returns a client of one module with additional metadata, declared or registered. */
    static SuiteClient made(Variant variant, Map<String, ?> more) {
        return variant == Variant.STATIC ? declared(more) : registered(variant, more);
    }

    /** Registers a client as the suite does. */
    static SuiteClient registered(Variant variant, Map<String, ?> more) {
        boolean signs = variant == Variant.PRIVATE_KEY;
        Map<String, Object> metadata = metadata(variant);
        if (signs) {
            metadata.put("jwks", KEY.published());
        }
        metadata.putAll(more);
        Answer answer = register(metadata);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        String secret = answer.json().path("client_secret").asText();
        return new SuiteClient(
                variant,
                answer.json().get("client_id").asText(),
                signs ? KEY : variant == Variant.DYNAMIC_POST ? Proof.post(secret) : Proof.basic(secret));
    }

    /** Returns the metadata that the suite registers for every client. */
    static Map<String, Object> metadata(Variant variant) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "OIDF Conformance Testing");
        metadata.put("redirect_uris", List.of(REDIRECT));
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.put("response_types", List.of("code"));
        metadata.put("token_endpoint_auth_method", variant.authentication());
        metadata.put("contacts", List.of("certification@oidf.org"));
        return metadata;
    }

    static Answer register(Map<String, ?> metadata) {
        return new Person(Running.stack().edgeUri()).postJson("/connect/register", metadata);
    }

    private static SuiteClient declared(Map<String, ?> more) {
        String id = "oidf-" + UUID.randomUUID();
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("secret", WebApp.SECRET);
        resource.put("grant_types", List.of("code", "refresh_token"));
        resource.put("scope", SCOPES);
        resource.put("auth", Map.of("authorization_code", Map.of("redirect_uri", REDIRECT)));
        resource.putAll(more);
        Running.resources().declare("Client/" + id, resource);
        return new SuiteClient(Variant.STATIC, id, Proof.basic(WebApp.SECRET));
    }

    /** Returns an authorization request: these parameters over the usual ones, empty ones left out. */
    Map<String, String> request(Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", id);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", "openid");
        parameters.put("state", UUID.randomUUID().toString());
        parameters.put("nonce", UUID.randomUUID().toString());
        parameters.put("response_type", "code");
        parameters.putAll(variant.parameters());
        parameters.putAll(more);
        parameters.values().removeIf(String::isEmpty);
        return parameters;
    }

    /** Returns the first answer of the authorization endpoint that is not a redirect to this server. */
    static Answer ask(Person person, Map<String, String> request) {
        return person.follow(person.get("/authorize?" + Form.encode(request)));
    }

    /** Continues from this response: signs in and gives consent; returns the authorization response. */
    Map<String, String> answer(Person person, String username, Answer first) {
        Answer page = first;
        for (int i = 0; i < 4 && page.status() == 200 && !isFormPost(page); i++) {
            page = person.follow(
                    page.uri().getPath().startsWith("/login")
                            ? person.submit(page, "/login", Map.of("username", username, "password", WebApp.PASSWORD))
                            : person.submit(page, "/consent", Map.of("action", "approve")));
        }
        return received(page);
    }

    /** Returns the parameters of an authorization response, in any response mode. */
    Map<String, String> received(Answer answer) {
        if (variant == Variant.FORM_POST) {
            assertThat(isFormPost(answer)).as(answer.toString()).isTrue();
            Map<String, String> fields = new LinkedHashMap<>();
            for (Element input : answer.page().select("form#answer input[name]")) {
                fields.put(input.attr("name"), input.attr("value"));
            }
            return fields;
        }
        assertThat(answer.location().toString()).startsWith(REDIRECT);
        return Form.query(answer.location());
    }

    private static boolean isFormPost(Answer answer) {
        return !answer.page().select("form#answer[action=" + REDIRECT + "]").isEmpty();
    }

    /** Redeems the code. */
    Answer redeem(String code, Map<String, String> more) {
        Map<String, String> form =
                new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT));
        form.putAll(more);
        return token(form);
    }

    Answer token(Map<String, String> form) {
        return token(form, proof.of(id));
    }

    Answer token(Map<String, String> form, Proof.Sent proven) {
        URI uri = Running.stack().edgeUri().resolve("/token");
        Map<String, String> sent = new LinkedHashMap<>(form);
        sent.putAll(proven.fields());
        return new Person(uri).send(uri, request -> {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(Form.encode(sent)));
            proven.headers().forEach(request::header);
            return request;
        });
    }
}
