package dev.albireo.oauth.device;

import dev.albireo.oauth.claims.ScopeDescriptions;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;

/**
 * The approval page: the client, its scopes, the device and its network address.
 *
 * @param asked when the device asked, in words
 * @param gets the content of the authorization
 */
record DeviceApprovalPage(
        String client,
        Optional<String> logoUri,
        Optional<String> policyUri,
        Optional<String> tosUri,
        String username,
        String code,
        String agent,
        String address,
        String asked,
        List<ScopeDescriptions> gets,
        String interaction,
        String formToken)
        implements TemplateInstance {}
