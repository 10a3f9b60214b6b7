package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.AuthorizationRequestValidator.Checked;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ResponseTypes;
import dev.albireo.oauth.key.IdTokenHints;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.PageRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reads a request of a known client: opens its request object, reads its {@code id_token_hint}, and runs every check. */
@Singleton
class AuthorizationRequestReader {
    private final RequestObjects requestObjects;
    private final IdTokenHints hints;
    private final ResponseTypes types;
    private final OfferedPrompts prompts;
    private final PkceRules pkce;

    AuthorizationRequestReader(
            RequestObjects requestObjects,
            IdTokenHints hints,
            ResponseTypes types,
            OfferedPrompts prompts,
            PkceRules pkce) {
        this.requestObjects = requestObjects;
        this.hints = hints;
        this.types = types;
        this.prompts = prompts;
        this.pkce = pkce;
    }

    /** Reads a request as it was sent; fails with a page where the error cannot be returned by redirect. */
    Uni<Checked> sent(Form form, Client client) {
        return Uni.createFrom()
                .deferred(() -> requestObjects.open(form, client))
                .chain(opened -> opened(opened, client))
                .onFailure(OAuthRefusal.class)
                .recoverWithUni(refusal -> Uni.createFrom()
                        .item(() -> AuthorizationRequestValidator.refused(form, client, (OAuthRefusal) refusal)));
    }

    /** Reads a request whose request object, if any, was opened before. */
    Uni<Checked> opened(Form form, Client client) {
        return form.optional("id_token_hint")
                .map(token -> hints.read(token).map(claims -> IdTokenHint.of(claims, client)))
                .orElseGet(() -> Uni.createFrom().item(IdTokenHint.NONE))
                .map(hint -> offered(AuthorizationRequestValidator.check(form, client, hint)));
    }

    /** Reads a pushed request and opens its request object: it is checked again when it is used, but errors are reported at once. */
    Uni<Form> pushed(Form form, Client client) {
        return requestObjects.open(form, client).invoke(opened -> mustBeInOrder(opened, client));
    }

    private void mustBeInOrder(Form request, Client client) {
        try {
            if (offered(AuthorizationRequestValidator.check(request, client)) instanceof Checked.Bad bad) {
                throw bad.refusal();
            }
        } catch (PageRefusal page) {
            throw OAuthError.INVALID_REQUEST.because("redirect_uri is not registered for the client");
        }
    }

    private Checked offered(Checked checked) {
        if (!(checked instanceof Checked.Good good)) {
            return checked;
        }
        if (!types.offer(good.request().type())) {
            return new Checked.Bad(good.request().target(), RequestCheck.unsupported());
        }
        if (!prompts.include(good.request().prompt())) {
            return new Checked.Bad(good.request().target(), Prompt.unsupported());
        }
        return pkce.violation(good.request())
                .<Checked>map(refusal -> new Checked.Bad(good.request().target(), refusal))
                .orElse(checked);
    }
}
