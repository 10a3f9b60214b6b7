package dev.albireo.oauth.authorize;

import dev.albireo.oauth.claims.ScopeDescriptions;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The consent page with its content.
 *
 * @param asked what the client requests, new items marked
 * @param resources the only resources of the tokens (RFC 8707); empty where the request names none
 * @param again whether the user has given this client consent before
 */
record ConsentPage(
        String client,
        Optional<String> homeUri,
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        String host,
        String username,
        List<RequestedPermission> asked,
        List<String> resources,
        boolean again,
        String interaction,
        String formToken)
        implements TemplateInstance {

    /** One item of the list. */
    record RequestedPermission(String title, String meaning, boolean isNew) {}

    static List<RequestedPermission> asked(List<String> scopes, Set<String> allowed) {
        return scopes.stream()
                .map(scope -> {
                    ScopeDescriptions descriptions = ScopeDescriptions.of(scope);
                    return new RequestedPermission(
                            descriptions.title(),
                            descriptions.meaning(),
                            !allowed.isEmpty() && !allowed.contains(scope));
                })
                .toList();
    }
}
