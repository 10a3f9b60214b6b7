package dev.albireo.credentials.login;

import dev.albireo.credentials.interaction.PendingInteraction;
import java.util.Optional;

/** The client's data on a page; empty texts if there is none. */
public record ClientView(String name, String home, String logo, String policy, String terms) {
    private static final ClientView NONE = new ClientView("", "", "", "", "");

    /** Returns the data of the client of a pending request. */
    public static ClientView of(Optional<PendingInteraction> pending) {
        return pending.map(p -> p.request().client())
                .map(client -> new ClientView(
                        client.name(),
                        web(client.homeUri()),
                        web(client.logoUri()),
                        web(client.policyUri()),
                        web(client.tosUri())))
                .orElse(NONE);
    }

    /** Only https URLs become links or images. */
    private static String web(Optional<String> uri) {
        return uri.filter(text -> text.startsWith("https://")).orElse("");
    }
}
