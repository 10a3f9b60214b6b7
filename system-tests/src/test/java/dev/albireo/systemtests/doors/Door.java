package dev.albireo.systemtests.doors;

/** The endpoints that can lead to a token or to an account change. Every rule must cover a new one. */
enum Door {
    LOGIN("POST /login"),
    PASSWORD_RESET("/login/forgot, /login/reset"),
    AUTHORIZE("GET /authorize"),
    AUTHORIZE_POST("POST /authorize"),
    PUSHED("/par, then /authorize"),
    SIGNED("/authorize, request object"),
    SILENT("/authorize, prompt=none"),
    CONSENT("/consent"),
    CODE("/token, code"),
    REFRESH("/token, refresh"),
    DEVICE("/device_authorization, /device"),
    DEVICE_CODE("/token, device_code"),
    CLIENT("/token, client_credentials"),
    INTROSPECT("/introspect"),
    USERINFO("/userinfo"),
    REVOKE("/revoke"),
    LOGOUT("/logout"),
    REGISTER("/connect/register"),
    ACCOUNT("/account"),
    WEBAUTHN("/webauthn/**"),
    TWO_FACTOR("/auth/two-factor/**"),
    RESOURCES("PUT /Client, /User"),
    GRAPHQL("/graphql"),
    INTERNAL("/internal/**");

    private final String title;

    Door(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
