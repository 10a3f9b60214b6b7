package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.CheckRequest.Checked;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.key.IdTokenHints;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What a known client asks: its request object opened, its {@code id_token_hint} read, and every check run. */
@Singleton
class ReadRequest {
    private final RequestObjects requestObjects;
    private final IdTokenHints hints;

    ReadRequest(RequestObjects requestObjects, IdTokenHints hints) {
        this.requestObjects = requestObjects;
        this.hints = hints;
    }

    /** A request as it was sent; fails with a page where nobody can be told by redirect. */
    Uni<Checked> sent(Form form, Client client) {
        return Uni.createFrom()
                .deferred(() -> requestObjects.open(form, client))
                .chain(opened -> opened(opened, client))
                .onFailure(OAuthRefusal.class)
                .recoverWithUni(refusal ->
                        Uni.createFrom().item(() -> CheckRequest.refused(form, client, (OAuthRefusal) refusal)));
    }

    /** One whose request object, if it had any, was opened before. */
    Uni<Checked> opened(Form form, Client client) {
        return form.optional("id_token_hint")
                .map(token -> hints.read(token).map(claims -> Hint.of(claims, client)))
                .orElseGet(() -> Uni.createFrom().item(Hint.NONE))
                .map(hint -> CheckRequest.check(form, client, hint));
    }
}
