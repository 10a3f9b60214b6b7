package dev.albireo.oauth.device;

import dev.albireo.oauth.claims.ScopeDescriptions;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;

/**
 * The approval page: the client, its scopes, the device and its network address.
 *
 * @param minutes the age of the request of the device, in minutes
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
        long minutes,
        List<ScopeDescriptions> gets,
        String interaction,
        String formToken,
        boolean thisComputer)
        implements TemplateInstance {}
