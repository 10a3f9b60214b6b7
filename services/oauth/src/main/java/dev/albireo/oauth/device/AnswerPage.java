package dev.albireo.oauth.device;

import dev.albireo.oauth.claims.ScopeWords;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;

/**
 * What a person must know before she lets a device in: which application, what it gets, what device and where from.
 *
 * @param asked when, in words
 * @param gets what the application gets
 */
record AnswerPage(
        String client,
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        String username,
        String code,
        String agent,
        String address,
        String asked,
        List<ScopeWords> gets,
        String interaction,
        String formToken)
        implements TemplateInstance {}
