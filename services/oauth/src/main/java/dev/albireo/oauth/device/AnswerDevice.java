package dev.albireo.oauth.device;

import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.audit.Audit;
import dev.albireo.oauth.authorize.Admission;
import dev.albireo.oauth.authorize.Admission.Step;
import dev.albireo.oauth.authorize.GrantLifetimes;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.session.SignOn;
import dev.albireo.oauth.session.StoredProofs;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.web.BrowserCookies;
import dev.albireo.web.Ids;
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
class AnswerDevice {
    private final DeviceStore devices;
    private final Clients clients;
    private final Admission admission;
    private final GrantLifetimes lifetimes;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    AnswerDevice(
            DeviceStore devices,
            Clients clients,
            Admission admission,
            GrantLifetimes lifetimes,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.devices = devices;
        this.clients = clients;
        this.admission = admission;
        this.lifetimes = lifetimes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** The user's browser. */
    record Visitor(Optional<SessionCookie> session, BrowserCookies browser, String address) {}

    /** A waiting device, its client, and the user's next step. */
    record Waiting(Asking asking, Client client, Step step) {}

    /** Returns the device of this visit; fails with a page if it no longer waits, or the code was typed in another browser. */
    Uni<Waiting> waiting(String visit, Visitor visitor) {
        Opaque id = Opaque.parse(Kind.DEVICE_VISIT, visit).orElseThrow(AnswerDevice::over);
        return devices.find(id, visitor.browser(), clock.instant())
                .map(found -> found.orElseThrow(AnswerDevice::over))
                .chain(asking -> clients.find(asking.client())
                        .map(client ->
                                client.filter(c -> c.mayUse(Client.DEVICE_CODE)).orElseThrow(AnswerDevice::over))
                        .chain(client -> waiting(asking, client, id, visitor)));
    }

    private Uni<Waiting> waiting(Asking asking, Client client, Opaque id, Visitor visitor) {
        var wish = new Admission.Wish(
                client,
                asking.scopes(),
                asking.askedAt(),
                id,
                visitor.browser().first().map(Opaque::hash));
        return admission.next(wish, visitor.session()).map(step -> new Waiting(asking, client, step));
    }

    /** Approves the device. */
    Uni<Void> approve(Waiting waiting, SignOn signOn, String address) {
        Asking asking = waiting.asking();
        Instant now = clock.instant();
        boolean offline = asking.scopes().contains(Scopes.OFFLINE_ACCESS);
        Duration lifetime = lifetimes.of(waiting.client(), offline, Duration.between(now, asking.expiresAt()));
        var yes = new DeviceStore.Yes(
                ids.next(),
                signOn.person().subject(),
                signOn.sessionId(),
                offline,
                StoredProofs.write(signOn.proofs()),
                now.plus(lifetime));
        AuditRecorded record = audit.success(
                yes.subject().toString(),
                "device.answer",
                asking.client(),
                detail(asking, yes.grant().toString()),
                address);
        return devices.approve(asking.userCode(), yes, record, now)
                .invoke(AnswerDevice::mustBeFirst)
                .replaceWithVoid();
    }

    /** Denies the device. */
    Uni<Void> deny(Waiting waiting, SignOn signOn, String address) {
        Asking asking = waiting.asking();
        AuditRecorded record = audit.refused(
                signOn.person().subject().toString(), "device.answer", asking.client(), detail(asking, ""), address);
        return devices.deny(asking.userCode(), record, clock.instant())
                .invoke(AnswerDevice::mustBeFirst)
                .replaceWithVoid();
    }

    private static Map<String, String> detail(Asking asking, String grant) {
        return Map.of("scope", String.join(" ", asking.scopes()), "device", asking.address(), "grant", grant);
    }

    private static void mustBeFirst(boolean first) {
        if (!first) {
            throw PageRefusal.of(
                            409,
                            "This request was already answered",
                            "It was answered elsewhere, or you signed out. If the device is not connected, start again there.")
                    .withLink("Enter another code", "/device");
        }
    }

    private static PageRefusal over() {
        return PageRefusal.of(
                        400,
                        "This code is no longer valid",
                        "It has expired, was already used, or was entered in another browser. Start again on the device.")
                .withLink("Enter another code", "/device");
    }
}
