package dev.albireo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** The client of the benchmark, declared as an administrator would, and its users. */
final class BenchClient {
    static final String ID = "bench";
    private static final String SECRET = UUID.randomUUID().toString();
    private static final String PERSON = "bench-user";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String REDIRECT = "http://localhost:4321/callback";
    private static final String SCOPE = "openid profile email offline_access";
    private static final int MAX_REDIRECTS = 6;
    private static final int MAX_TRIES = 5;

    private final URI edge;
    private final URI admin;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BenchClient(URI edge, URI admin) {
        this.edge = edge;
        this.admin = admin;
    }

    /** Declares the client and the user. */
    void declare() {
        JsonObject flow = new JsonObject()
                .put("redirect_uri", REDIRECT)
                .put("access_token_expiration", 3600)
                .put("token_format", "jwt")
                .put("secret_required", true)
                .put("refresh_token", true);
        put(
                "Client/" + ID,
                new JsonObject()
                        .put("secret", SECRET)
                        .put("first_party", true)
                        .put("grant_types", List.of("code", "client_credentials"))
                        .put("scope", List.of("openid", "profile", "email", "offline_access", "orders:read"))
                        .put("auth", new JsonObject().put("authorization_code", flow)));
        put("User/" + PERSON, new JsonObject().put("password", PASSWORD).put("email", "bench@example.com"));
    }

    /** Adds as many users, each with a password, a name and an address. */
    void populate(int people) {
        for (int i = 0; i < people; i++) {
            put(
                    "User/" + PERSON + "-" + i,
                    new JsonObject().put("password", PASSWORD).put("email", "bench-" + i + "@example.com"));
        }
    }

    static String authorization() {
        return BenchHttpClient.basic(ID, SECRET);
    }

    /** Signs in without a session, with the password; returns the response of the token endpoint. */
    JsonObject signIn() {
        Map<String, String> cookies = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", ID);
        query.put("redirect_uri", REDIRECT);
        query.put("response_type", "code");
        query.put("scope", SCOPE);
        query.put("state", "s");
        query.put("nonce", "n");
        HttpResponse<String> page =
                follow(get(edge.resolve("/authorize?" + BenchHttpClient.encode(query)), cookies), cookies);
        HttpResponse<String> done = follow(submit(page, cookies), cookies);
        String location = done.headers().firstValue("location").orElse("");
        if (!location.startsWith(REDIRECT + "?code=")) {
            throw new IllegalStateException("no code: " + done.statusCode() + " " + location + "\n" + done.body());
        }
        String code = location.substring(location.indexOf("code=") + 5).split("&", 2)[0];
        return redeem(code);
    }

    private JsonObject redeem(String code) {
        Map<String, String> form = Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT);
        HttpResponse<String> tokens = send(HttpRequest.newBuilder(edge.resolve("/token"))
                .header("Authorization", authorization().split(": ", 2)[1])
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(BenchHttpClient.encode(form))));
        if (tokens.statusCode() != 200) {
            throw new IllegalStateException("no tokens: " + tokens.body());
        }
        return new JsonObject(tokens.body());
    }

    private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> cookies) {
        Element form = Jsoup.parse(page.body(), page.uri().toString()).selectFirst("form:has(input[name=password])");
        if (form == null) {
            throw new IllegalStateException(
                    "no form for a password: " + page.statusCode() + " " + page.uri() + "\n" + page.body());
        }
        Map<String, String> fields = form.select("input[name]").stream()
                .collect(Collectors.toMap(
                        input -> input.attr("name"), input -> input.attr("value"), (a, b) -> a, LinkedHashMap::new));
        fields.put("username", PERSON);
        fields.put("password", PASSWORD);
        return keep(
                send(with(HttpRequest.newBuilder(URI.create(form.absUrl("action"))), cookies)
                        .header("Origin", edge.toString())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(BenchHttpClient.encode(fields)))),
                cookies);
    }

    private HttpResponse<String> follow(HttpResponse<String> response, Map<String, String> cookies) {
        HttpResponse<String> current = response;
        for (int i = 0; i < MAX_REDIRECTS && current.statusCode() / 100 == 3; i++) {
            URI next = current.uri()
                    .resolve(current.headers().firstValue("location").orElseThrow());
            if (!edge.getAuthority().equals(next.getAuthority())) {
                return current;
            }
            current = get(next, cookies);
        }
        return current;
    }

    private HttpResponse<String> get(URI uri, Map<String, String> cookies) {
        return keep(send(with(HttpRequest.newBuilder(uri), cookies).header("Accept", "text/html")), cookies);
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, Map<String, String> cookies) {
        return cookies.isEmpty()
                ? request
                : request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    private static HttpResponse<String> keep(HttpResponse<String> response, Map<String, String> cookies) {
        for (String header : response.headers().allValues("set-cookie")) {
            String[] pair = header.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return response;
    }

    /** Repeats the request if a service that has just started cannot answer another one in time. */
    private void put(String path, JsonObject resource) {
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve("/" + path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(resource.encode()));
        HttpResponse<String> response = send(request);
        for (int i = 0; i < MAX_TRIES && response.statusCode() == 503; i++) {
            response = send(request);
        }
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("PUT " + path + ": " + response.body());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
