package dev.albireo.oauth.client;

import dev.albireo.oauth.client.Hooks.LogoutHook;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Maps {@link Hooks} to columns of the client table. */
@Embeddable
@NullUnmarked
class HooksColumns {
    @Column(name = "backchannel_logout_uri")
    String backChannelUri;

    @Column(name = "backchannel_logout_session_required")
    boolean backChannelSession;

    @Column(name = "frontchannel_logout_uri")
    String frontChannelUri;

    @Column(name = "frontchannel_logout_session_required")
    boolean frontChannelSession;

    @Column(name = "initiate_login_uri")
    String initiateLoginUri;

    static HooksColumns of(Hooks hooks) {
        HooksColumns columns = new HooksColumns();
        columns.backChannelUri = hooks.backChannelLogout().map(LogoutHook::uri).orElse(null);
        columns.backChannelSession =
                hooks.backChannelLogout().filter(LogoutHook::sessionRequired).isPresent();
        columns.frontChannelUri =
                hooks.frontChannelLogout().map(LogoutHook::uri).orElse(null);
        columns.frontChannelSession =
                hooks.frontChannelLogout().filter(LogoutHook::sessionRequired).isPresent();
        columns.initiateLoginUri = hooks.initiateLogin().orElse(null);
        return columns;
    }

    Hooks toHooks() {
        return new Hooks(
                Optional.ofNullable(backChannelUri).map(uri -> new LogoutHook(uri, backChannelSession)),
                Optional.ofNullable(frontChannelUri).map(uri -> new LogoutHook(uri, frontChannelSession)),
                Optional.ofNullable(initiateLoginUri));
    }
}
