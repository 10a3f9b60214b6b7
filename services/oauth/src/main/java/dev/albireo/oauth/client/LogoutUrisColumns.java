package dev.albireo.oauth.client;

import dev.albireo.oauth.client.metadata.LogoutUris;
import dev.albireo.oauth.client.metadata.LogoutUris.LogoutUri;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Maps {@link LogoutUris} to columns of the client table. */
@Embeddable
@NullUnmarked
class LogoutUrisColumns {
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

    static LogoutUrisColumns of(LogoutUris logoutUris) {
        LogoutUrisColumns columns = new LogoutUrisColumns();
        columns.backChannelUri =
                logoutUris.backChannelLogout().map(LogoutUri::uri).orElse(null);
        columns.backChannelSession = logoutUris
                .backChannelLogout()
                .filter(LogoutUri::sessionRequired)
                .isPresent();
        columns.frontChannelUri =
                logoutUris.frontChannelLogout().map(LogoutUri::uri).orElse(null);
        columns.frontChannelSession = logoutUris
                .frontChannelLogout()
                .filter(LogoutUri::sessionRequired)
                .isPresent();
        columns.initiateLoginUri = logoutUris.initiateLogin().orElse(null);
        return columns;
    }

    LogoutUris toHooks() {
        return new LogoutUris(
                Optional.ofNullable(backChannelUri).map(uri -> new LogoutUri(uri, backChannelSession)),
                Optional.ofNullable(frontChannelUri).map(uri -> new LogoutUri(uri, frontChannelSession)),
                Optional.ofNullable(initiateLoginUri));
    }
}
