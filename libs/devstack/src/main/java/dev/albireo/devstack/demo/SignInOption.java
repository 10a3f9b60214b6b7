package dev.albireo.devstack.demo;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to sign in that the demo offers; each adds one demand to the first. */
public enum SignInOption {
    PLAIN("Sign in", "Who are you?", "Password, or a passkey. What most applications ask for.", "openid profile email"),
    PAYMENT(
            "Sign in with the payment scope",
            "A scope that needs two factors",
            "The scope requires a second factor, even within an existing session.",
            "openid profile email payment"),
    FRESH(
            "Sign in with max_age=60",
            "Are you still there?",
            "A user who signed in more than a minute ago must authenticate again.",
            "openid profile email"),
    STRONG(
            "Sign in with acr_values=aal2",
            "Be sure it is you",
            "The application requests assurance level 2 and checks it in the token.",
            "openid profile email");

    /** The {@code max_age} of {@link #FRESH}, in seconds. */
    static final int MAX_AGE = 60;

    private static final String STRONG_ACR = "aal2";

    private final String button;
    private final String title;
    private final String description;
    private final String scope;

    SignInOption(String button, String title, String description, String scope) {
        this.button = button;
        this.title = title;
        this.description = description;
        this.scope = scope;
    }

    static Optional<SignInOption> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** Returns its name in URLs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String button() {
        return button;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    /** Returns the part of the authorization request that differs, as a developer would write it. */
    public String parameter() {
        return switch (this) {
            case PLAIN -> "scope=openid profile email";
            case PAYMENT -> "scope=… payment";
            case FRESH -> "max_age=" + MAX_AGE;
            case STRONG -> "acr_values=" + STRONG_ACR;
        };
    }

    Scope scope() {
        return Scope.parse(scope);
    }

    /** Adds the parameters beyond the scope. */
    void ask(AuthenticationRequest.Builder request) {
        switch (this) {
            case FRESH -> request.maxAge(MAX_AGE);
            case STRONG -> request.acrValues(List.of(new ACR(STRONG_ACR)));
            case PLAIN, PAYMENT -> {}
        }
    }
}
