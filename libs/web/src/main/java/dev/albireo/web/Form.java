package dev.albireo.web;

import dev.albireo.protocol.OAuthError;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * The parameters of a request, from its form or its query. A parameter sent without a value counts as not sent
 * (RFC 6749 section 3.1).
 */
public final class Form {
    private final Map<String, List<String>> values;

    private Form(Map<String, List<String>> values) {
        this.values = values;
    }

    /** The form-encoded body, already read by {@link FormGuard}; empty where the body is of another type. */
    public static Form of(ServerRequestContext context) {
        FormData data = ((ResteasyReactiveRequestContext) context).getFormData();
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

    /** The parameters in the query of the request, empty where it has none. */
    public static Form ofQuery(RoutingContext routing) {
        return ofQuery(Optional.ofNullable(routing.request().query()).orElse(""));
    }

    /** The parameters in a query. */
    public static Form ofQuery(String query) {
        return new Form(UrlEncoded.parse(query.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Whether a text came as characters, all of which can be given back: see {@link UrlEncoded}. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Whether every name and value came as characters. */
    boolean isWhole() {
        return values.entrySet().stream()
                .allMatch(entry ->
                        isWhole(entry.getKey()) && entry.getValue().stream().allMatch(Form::isWhole));
    }

    /** Parameters from elsewhere, such as a JSON object. */
    public static Form of(Map<String, List<String>> values) {
        return new Form(new LinkedHashMap<>(values));
    }

    /** These parameters and, in place of any of the same name, a further one. */
    public Form with(String name, String value) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.put(name, List.of(value));
        return new Form(all);
    }

    /** The value, if one was sent; the first where several were. */
    public Optional<String> optional(String name) {
        return all(name).stream().findFirst();
    }

    /** The value, or an empty text. */
    public String text(String name) {
        return optional(name).orElse("");
    }

    /** The value; {@code invalid_request} where there is none. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> OAuthError.INVALID_REQUEST.because(name + " is missing"));
    }

    /** Every value that was sent, without empty ones. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The names that were sent. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /** The first name, if any, that was sent more than once (RFC 6749 section 3.1 forbids it). */
    public Optional<String> repeated() {
        return repeated(Set.of());
    }

    private Optional<String> repeated(Set<String> repeatable) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1 && !repeatable.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** This form, refused with {@code invalid_request} where a parameter was sent twice. */
    public Form withoutRepeats() {
        return withoutRepeats(Set.of());
    }

    /** As above, but that these may be sent more than once. */
    public Form withoutRepeats(Set<String> repeatable) {
        if (repeated(repeatable).isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("a parameter was sent more than once");
        }
        return this;
    }

    /** All parameters as they came. */
    public Map<String, List<String>> asMap() {
        return values;
    }
}
