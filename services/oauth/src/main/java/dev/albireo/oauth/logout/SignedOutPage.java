package dev.albireo.oauth.logout;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The page after signing out.
 *
 * @param everywhere whether every service has applied it already
 * @param client the client that requested the logout, or an empty text
 * @param link where the client wants the user to continue, or an empty text
 * @param frames the front-channel logout URIs
 * @param onward whether the page continues to the link by itself: when the frames are loaded, or, with scripts, when the time has passed
 */
record SignedOutPage(boolean everywhere, String client, String link, List<String> frames, boolean onward, long seconds)
        implements TemplateInstance {}
