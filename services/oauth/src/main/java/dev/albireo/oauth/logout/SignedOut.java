package dev.albireo.oauth.logout;

import io.quarkus.qute.TemplateInstance;
import java.util.List;

/**
 * The page after signing out.
 *
 * @param everywhere whether every part of the system knows it already
 * @param client the application that asked, or an empty text
 * @param link where it wants the person to go on, or an empty text
 * @param frames pages of applications that are to hear of it from this browser
 * @param onward whether the page goes on to the link by itself: when the frames are there, or, with scripts, when the time is up
 */
record SignedOut(boolean everywhere, String client, String link, List<String> frames, boolean onward, long seconds)
        implements TemplateInstance {}
