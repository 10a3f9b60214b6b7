package dev.albireo.web;

import dev.albireo.protocol.OAuthError;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, from its form or its query. A parameter sent without a value is treated as omitted (RFC 6749 section 3.1).
 */
public final class Form {
    private static final String READ = "albireo.form";

    private final Map<String, List<String>> values;

    private Form(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Returns the form-encoded body, which {@link FormGuard} has read; empty if the body is of another type. */
    public static Form of(ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        Form read = request.unwrap(RoutingContext.class).get(READ);
        return read == null ? of(request.getFormData()) : read;
    }

    /** Keeps a form that was read from the body of this request, for {@link #of(ServerRequestContext)}. */
    static void keep(Map<String, List<String>> values, RoutingContext routing) {
        routing.put(READ, new Form(Collections.unmodifiableMap(values)));
    }

    private static Form of(@Nullable FormData data) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (data != null) {
            for (String name : data) {
                List<String> texts = new ArrayList<>();
                for (FormValue value : Optional.ofNullable(data.get(name)).orElseGet(ArrayDeque::new)) {
                    texts.add(value.isFileItem() ? "" : value.getValue());
                }
                values.put(name, texts);
            }
        }
        return new Form(values);
    }

    /** Returns the parameters in the query of the request, empty if it has none. */
    public static Form ofQuery(RoutingContext routing) {
        return ofQuery(Optional.ofNullable(routing.request().query()).orElse(""));
    }

    /** Returns the parameters in a query. */
    public static Form ofQuery(String query) {
        return new Form(UrlEncoded.parse(query.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Returns whether a text was decoded without loss: see {@link UrlEncoded}. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Returns whether every name and value was decoded without loss. */
    boolean isWhole() {
        return values.entrySet().stream()
                .allMatch(entry ->
                        isWhole(entry.getKey()) && entry.getValue().stream().allMatch(Form::isWhole));
    }

    /** Returns a form with parameters of another origin, such as a JSON object. */
    public static Form of(Map<String, List<String>> values) {
        return new Form(new LinkedHashMap<>(values));
    }

    /** Returns these parameters with a further one, which replaces any of the same name. */
    public Form with(String name, String value) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.put(name, List.of(value));
        return new Form(all);
    }

    /** Returns the value, if one was sent; the first of several. */
    public Optional<String> optional(String name) {
        for (String value : values.getOrDefault(name, List.of())) {
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Returns the value, or an empty text. */
    public String text(String name) {
        return optional(name).orElse("");
    }

    /** Returns the value; {@code invalid_request} if there is none. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> OAuthError.INVALID_REQUEST.because(name + " is missing"));
    }

    /** Returns every value that was sent, except empty ones. */
    public List<String> all(String name) {
        List<String> sent = values.getOrDefault(name, List.of());
        return sent.isEmpty()
                ? List.of()
                : sent.stream().filter(value -> !value.isEmpty()).toList();
    }

    /** Returns the names that were sent. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /** Returns the first repeated name, if any (RFC 6749 section 3.1 forbids repetition). */
    public Optional<String> repeated() {
        return repeated(Set.of());
    }

    private Optional<String> repeated(Set<String> repeatable) {
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            if (entry.getValue().size() > 1 && !repeatable.contains(entry.getKey())) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** Returns this form; {@code invalid_request} if a parameter was repeated. */
    public Form withoutRepeats() {
        return withoutRepeats(Set.of());
    }

    /** As above, except that these may be repeated. */
    public Form withoutRepeats(Set<String> repeatable) {
        if (repeated(repeatable).isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("a parameter was sent more than once");
        }
        return this;
    }

    /** Returns all parameters unchanged. */
    public Map<String, List<String>> asMap() {
        return values;
    }
}
