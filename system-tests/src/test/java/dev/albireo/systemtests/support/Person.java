package dev.albireo.systemtests.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * A user with a browser without JavaScript: stores cookies, sends {@code Origin} with unsafe requests, fills forms in, and follows
 * redirects only when told to, so that a test sees every step.
 */
public final class Person {
    /** HTTP/1.1, as browsers use without TLS; the client's default requests an upgrade to HTTP/2 on each new connection. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The observer of every request within its scope. */
    public static final ScopedValue<Observer> OBSERVER = ScopedValue.newInstance();

    private final URI base;
    private final String origin;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Person(URI base) {
        this(base, base.getScheme() + "://" + base.getAuthority());
    }

    private Person(URI base, String origin) {
        this.base = base;
        this.origin = origin;
    }

    /** Receives the result of each request. */
    public interface Observer {
        /**
         * Called after each request.
         *
         * @param since when it was sent, by {@link System#nanoTime()}
         * @param answer empty if there was none
         */
        void saw(URI uri, long since, Optional<Answer> answer);
    }

    public Answer get(String path) {
        return get(base.resolve(path));
    }

    public Answer get(URI uri) {
        return send(
                uri, request -> request.header("Accept", "text/html,*/*;q=0.8").GET());
    }

    /** As {@link #get(String)}, as a script does it. */
    public Answer getJson(String path) {
        return send(
                base.resolve(path),
                request -> request.header("Accept", "application/json").GET());
    }

    public Answer postForm(String path, Map<String, String> fields) {
        return send(
                base.resolve(path),
                request -> request.header("Accept", "text/html,*/*;q=0.8")
                        .header("Origin", origin())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Form.encode(fields))));
    }

    public Answer postJson(String path, Object body) {
        return json("POST", path, Json.write(body));
    }

    public Answer json(String method, String path, String body) {
        return send(
                base.resolve(path),
                request -> request.header("Accept", "application/json")
                        .header("Origin", origin())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }

    /** Submits the page's form that goes to {@code action}, with its fields as they are and these over them. */
    public Answer submit(Answer page, String action, Map<String, String> filled) {
        Element form = page.page().select("form").stream()
                .filter(candidate ->
                        URI.create(candidate.absUrl("action")).getPath().equals(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no form to " + action + " in " + page));
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element input : form.select("input[name]")) {
            fields.put(input.attr("name"), input.attr("value"));
        }
        fields.putAll(filled);
        return postForm(form.attr("action"), fields);
    }

    /** Follows redirects on the public origin; the last answer is a page, or a redirect to somewhere else. */
    public Answer follow(Answer answer) {
        Answer current = answer;
        for (int i = 0; i < 12 && redirectsToUs(current); i++) {
            current = get(current.location());
        }
        return current;
    }

    /** Sends any request with this user's cookies. */
    public Answer send(URI uri, UnaryOperator<HttpRequest.Builder> change) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        headers.forEach(request::header);
        long since = System.nanoTime();
        try {
            HttpResponse<String> response = HTTP.send(change.apply(request).build(), BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            Answer answer = new Answer(uri, response.statusCode(), response.headers(), response.body());
            Captured.keep(answer);
            tell(uri, since, Optional.of(answer));
            return answer;
        } catch (IOException e) {
            tell(uri, since, Optional.empty());
            throw new AssertionError("no answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Adds a header to every further request, as an edge does. */
    public Person saying(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** Returns another user agent with the same cookies: an attacker, or the same user in the past. */
    public Person copy() {
        Person copy = new Person(base, origin);
        copy.cookies.putAll(cookies);
        return copy;
    }

    /** Returns the same cookies sent to one service directly, past the edge; {@code Origin} stays the issuer. */
    public Person copyAt(URI service) {
        Person copy = new Person(service.resolve("/"), origin());
        copy.cookies.putAll(cookies);
        return copy;
    }

    public URI base() {
        return base;
    }

    private static void tell(URI uri, long since, Optional<Answer> answer) {
        if (OBSERVER.isBound()) {
            OBSERVER.get().saw(uri, since, answer);
        }
    }

    private boolean redirectsToUs(Answer answer) {
        return answer.status() / 100 == 3
                && answer.location().getAuthority() != null
                && answer.location().getAuthority().equals(base.getAuthority())
                && !answer.location().getPath().startsWith("/demo");
    }

    private String origin() {
        return origin;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keep(String header) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], Secrets.remember(pair[1].replaceAll("^\"|\"$", "")));
        }
    }
}
