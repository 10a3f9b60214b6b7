package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.CheckRequest.Checked;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ResponseTypes;
import dev.albireo.oauth.key.IdTokenHints;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What a known client asks: its request object opened, its {@code id_token_hint} read, and every check run. */
@Singleton
class ReadRequest {
    private final RequestObjects requestObjects;
    private final IdTokenHints hints;
    private final ResponseTypes types;
    private final OfferedPrompts prompts;

    ReadRequest(RequestObjects requestObjects, IdTokenHints hints, ResponseTypes types, OfferedPrompts prompts) {
        this.requestObjects = requestObjects;
        this.hints = hints;
        this.types = types;
        this.prompts = prompts;
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
                .map(hint -> offered(CheckRequest.check(form, client, hint)));
    }

    /** One that is pushed, opened: it is looked at again when it is used, but what is wrong with it is told at once. */
    Uni<Form> pushed(Form form, Client client) {
        return requestObjects.open(form, client).invoke(opened -> mustBeInOrder(opened, client));
    }

    private void mustBeInOrder(Form request, Client client) {
        try {
            if (offered(CheckRequest.check(request, client)) instanceof Checked.Bad bad) {
                throw bad.refusal();
            }
        } catch (PageRefusal page) {
            throw OAuthError.INVALID_REQUEST.because("the redirect_uri is not one of the client's");
        }
    }

    private Checked offered(Checked checked) {
        if (!(checked instanceof Checked.Good good)) {
            return checked;
        }
        if (!types.offer(good.request().type())) {
            return new Checked.Bad(good.request().target(), AuthorizeCheck.unsupported());
        }
        return prompts.include(good.request().prompt())
                ? checked
                : new Checked.Bad(good.request().target(), Prompt.unsupported());
    }
}
