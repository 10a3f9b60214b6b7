package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Receiver.Delivery;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.WebApp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Logins with a code that is delivered by webhook. It may be late while a process is replaced, but it arrives and is valid. */
final class DeliveredCodes implements Caller, AutoCloseable {
    private static final Duration LATEST = Duration.ofSeconds(45);
    /** Enough users to stay below the limit of codes of each. */
    private static final int PEOPLE = 12;

    private final Journey journey;
    private final WebApp app;
    private final Receiver receiver = new Receiver();
    private int round;

    DeliveredCodes(URI edge, Journey journey, Resources resources) {
        this.journey = journey;
        this.app = new WebApp(edge, "delivering");
        resources.declare(
                "AuthConfig/delivering",
                Map.of(
                        "twoFactor",
                        Map.of(
                                "issuerName",
                                "chaos",
                                "webhook",
                                Map.of("endpoint", receiver.uri().toString(), "timeout", 1000))));
        resources.declare(
                "Client/delivering",
                Map.of(
                        "secret",
                        WebApp.SECRET,
                        "first_party",
                        true,
                        "grant_types",
                        List.of("code"),
                        "auth_config",
                        "delivering",
                        "auth",
                        Map.of("authorization_code", Map.of("redirect_uri", WebApp.REDIRECT))));
        for (int i = 0; i < PEOPLE; i++) {
            resources.declare("User/" + name(i), Map.of("password", WebApp.PASSWORD));
            Person person = journey.person();
            app.signIn(person, name(i));
            WebApp.enable(person, 0);
        }
    }

    @Override
    public void again() {
        String name = name(round++ % PEOPLE);
        Person person = journey.person();
        Answer begun = app.begin(person);
        int before = receiver.to(name).size();
        Answer page = app.password(person, begun, name);
        assertThat(page.uri().getPath()).as(page.toString()).isEqualTo("/login/2fa");
        await().atMost(LATEST).until(() -> receiver.to(name).size() > before);
        Delivery delivery = receiver.to(name).getLast();
        assertThat(app.arrived(app.code(person, page, delivery.code()))).isTrue();
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    private static String name(int number) {
        return "delivered-to-" + number;
    }

    /** Returns the number of repeated deliveries: delivery is at least once, and their id identifies repetitions. */
    long repeated() {
        List<Delivery> all = receiver.deliveries();
        return all.size()
                - all.stream()
                        .map(delivery -> delivery.header("webhook-id"))
                        .distinct()
                        .count();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
