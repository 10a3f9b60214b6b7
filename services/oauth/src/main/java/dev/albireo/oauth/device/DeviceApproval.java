package dev.albireo.oauth.device;

import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.authorize.GrantLifetimes;
import dev.albireo.oauth.authorize.PageAuthorization;
import dev.albireo.oauth.authorize.PageAuthorization.AccessStep;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.oauth.session.ProofsColumn;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.outbox.Audit;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Approves or denies a device on behalf of a user. Both require that the user satisfies all requirements. */
@ApplicationScoped
class DeviceApproval {
    private final DeviceStore devices;
    private final Clients clients;
    private final PageAuthorization authorization;
    private final GrantLifetimes lifetimes;
    private final SecondFactorPolicies policies;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;

    DeviceApproval(
            DeviceStore devices,
            Clients clients,
            PageAuthorization authorization,
            GrantLifetimes lifetimes,
            SecondFactorPolicies policies,
            Audit audit,
            IdGenerator ids,
            Clock clock) {
        this.devices = devices;
        this.clients = clients;
        this.authorization = authorization;
        this.lifetimes = lifetimes;
        this.policies = policies;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** The user's browser. */
    record ApprovingBrowser(Optional<SessionCookie> session, BrowserCookies browser, String address) {}

    /** A waiting device, its client, and the user's next step. */
    record PendingApproval(DeviceAuthorization device, Client client, AccessStep step) {}

    /** Returns the device of this visit; fails with a page if it no longer waits, or the code was typed in another browser. */
    Uni<PendingApproval> waiting(String visit, ApprovingBrowser approver) {
        OpaqueToken id = OpaqueToken.parse(OpaqueTokenType.DEVICE_VISIT, visit).orElseThrow(DeviceApproval::over);
        return devices.find(id, approver.browser(), clock.instant())
                .map(found -> found.orElseThrow(DeviceApproval::over))
                .chain(device -> clients.find(device.client())
                        .map(client -> client.filter(c -> c.mayUse(GrantSettings.DEVICE_CODE))
                                .orElseThrow(DeviceApproval::over))
                        .chain(client -> waiting(device, client, id, approver)));
    }

    private Uni<PendingApproval> waiting(
            DeviceAuthorization device, Client client, OpaqueToken id, ApprovingBrowser approver) {
        var accessRequest = new PageAuthorization.AccessRequest(
                client,
                device.scopes(),
                device.resources(),
                device.askedAt(),
                id,
                approver.browser().first().map(OpaqueToken::hash),
                approver.address());
        return authorization
                .next(accessRequest, approver.session())
                .map(step -> new PendingApproval(device, client, step));
    }

    /** Approves the device. */
    Uni<Void> approve(PendingApproval waiting, SsoSession ssoSession, String address) {
        return policies.current().chain(policy -> approve(policy, waiting, ssoSession, address));
    }

    private Uni<Void> approve(
            SecondFactorPolicy policy, PendingApproval waiting, SsoSession ssoSession, String address) {
        DeviceAuthorization device = waiting.device();
        Instant now = clock.instant();
        boolean offline = device.scopes().contains(Scopes.OFFLINE_ACCESS);
        Duration lifetime = lifetimes.of(waiting.client(), offline, Duration.between(now, device.expiresAt()));
        var yes = new DeviceStore.Approval(
                ids.next(),
                ssoSession.user().subject(),
                ssoSession.sessionId(),
                offline,
                ProofsColumn.write(ssoSession.proofs()),
                policy.metAcr(
                        waiting.client().metadata().requests().defaults().acrValues(),
                        ssoSession.proofs(),
                        device.askedAt()),
                now.plus(lifetime));
        AuditRecorded record = audit.success(
                yes.subject().toString(),
                AuditAction.DEVICE_ANSWER,
                device.client(),
                detail(device, yes.grant().toString()),
                address);
        return devices.approve(device.userCode(), yes, record, now)
                .invoke(DeviceApproval::mustBeFirst)
                .replaceWithVoid();
    }

    /** Denies the device. */
    Uni<Void> deny(PendingApproval waiting, SsoSession ssoSession, String address) {
        DeviceAuthorization device = waiting.device();
        AuditRecorded record = audit.refused(
                ssoSession.user().subject().toString(),
                AuditAction.DEVICE_ANSWER,
                device.client(),
                detail(device, ""),
                address);
        return devices.deny(device.userCode(), record, clock.instant())
                .invoke(DeviceApproval::mustBeFirst)
                .replaceWithVoid();
    }

    private static Map<String, String> detail(DeviceAuthorization device, String grant) {
        return Map.of("scope", String.join(" ", device.scopes()), "device", device.address(), "grant", grant);
    }

    private static void mustBeFirst(boolean first) {
        if (!first) {
            throw PageRefusal.of(
                            409,
                            "This request was already answered",
                            "It was answered elsewhere, or you signed out. If the device is not connected, start again there.")
                    .withLink("Enter another code", OAuthEndpoint.DEVICE_VERIFICATION.path());
        }
    }

    private static PageRefusal over() {
        return PageRefusal.of(
                        400,
                        "This code is no longer valid",
                        "It has expired, was already used, or was entered in another browser. Start again on the device.")
                .withLink("Enter another code", OAuthEndpoint.DEVICE_VERIFICATION.path());
    }
}
