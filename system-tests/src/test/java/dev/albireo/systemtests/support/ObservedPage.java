package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page whose every navigation is recorded, also one that leaves the browser for another program. */
public final class ObservedPage {
    private final Page page;
    private final List<String> requested = new CopyOnWriteArrayList<>();
    private final List<String> problems;

    private ObservedPage(Page page) {
        this.page = page;
        this.problems = Chromium.problemsOf(page);
    }

    public static ObservedPage of(BrowserContext profile) {
        ObservedPage observed = new ObservedPage(profile.newPage());
        CDPSession devtools = profile.newCDPSession(observed.page);
        devtools.send("Network.enable");
        devtools.on("Network.requestWillBeSent", event -> observed.requested.add(url(event)));
        return observed;
    }

    public Page page() {
        return page;
    }

    /** Forgets who is signed in and where the page was before. */
    public void startAnew() {
        page.context().clearCookies();
        requested.clear();
    }

    /** Waits until the browser is at this destination; fails where the policy of a page has blocked something on the way. */
    public void arrivesAt(Destination destination) {
        if (destination.isScheme()) {
            page.waitForCondition(
                    () -> requested.stream().anyMatch(url -> url.startsWith(destination.end())),
                    new Page.WaitForConditionOptions().setTimeout(10_000));
        } else {
            page.waitForURL(url -> url.startsWith(destination.end()));
        }
        assertThat(problems).noneMatch(problem -> problem.contains("Content Security Policy"));
    }

    private static String url(JsonObject event) {
        return event.getAsJsonObject("request").get("url").getAsString();
    }
}
