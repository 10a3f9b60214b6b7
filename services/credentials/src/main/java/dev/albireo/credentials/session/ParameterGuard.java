package dev.albireo.credentials.session;

import dev.albireo.web.FilterPriorities;
import dev.albireo.web.Form;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rejects control characters in query parameters and form fields, which no name, code or address contains and PostgreSQL does not always
 * accept. Exempt are passwords, which may have any character, and authorization requests, which are forwarded as they are: the
 * authorization endpoint ignores unknown parameters (RFC 6749 section 3.1).
 */
@ApplicationScoped
class ParameterGuard {
    private static final Set<String> PASSWORDS = Set.of("password", "current");
    private static final String AUTHORIZATION_ALIAS = "/auth/login";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Runs before the filters that wait for the form; the server has read it by then. */
    @ServerRequestFilter(priority = FilterPriorities.PARAMETERS)
    public void check(RoutingContext routing) {
        boolean isForwarded = AUTHORIZATION_ALIAS.equals(routing.request().path());
        if ((!isForwarded && hasControl(Form.ofQuery(routing).asMap()))
                || hasControl(routing.request().formAttributes())) {
            throw new BadRequestException();
        }
    }

    private static boolean hasControl(Map<String, List<String>> parameters) {
        return parameters.entrySet().stream()
                .anyMatch(parameter -> parameter.getValue().stream().anyMatch(v -> hasControl(parameter.getKey(), v)));
    }

    private static boolean hasControl(MultiMap form) {
        return form.entries().stream().anyMatch(field -> hasControl(field.getKey(), field.getValue()));
    }

    private static boolean hasControl(String name, String value) {
        return isControl(name) || !PASSWORDS.contains(name) && isControl(value);
    }

    private static boolean isControl(String text) {
        return CONTROL.matcher(text).find();
    }
}
