package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator.GetByTextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.Running;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("GraphiQL, in Chromium")
class GraphiqlBrowserTest {
    private static final String QUERY = "{ user2faStatus(username: \"%s\") { username requires2fa } }";

    @Test
    void runs_a_query_and_shows_the_documentation_of_the_schema() {
        String user = Running.admin().newUser("quinn");
        List<String> errors = new ArrayList<>();
        try (BrowserContext profile = Chromium.shared().profile()) {
            Page page = profile.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            page.onPageError(errors::add);
            page.navigate(Running.stack().adminUri() + "/q/graphql-ui/");
            page.locator(".graphiql-query-editor .CodeMirror").click();
            page.keyboard().press("Control+A");
            page.keyboard().insertText(QUERY.formatted(user));
            page.keyboard().press("Control+Enter");
            page.locator(".graphiql-response").getByText("requires2fa").waitFor();
            assertThat(page.locator(".graphiql-response").textContent())
                    .contains(user)
                    .doesNotContain("errors");

            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Show Documentation Explorer"))
                    .click();
            page.locator(".graphiql-plugin")
                    .getByText("Mutation", new GetByTextOptions().setExact(true))
                    .click();
            page.locator(".graphiql-plugin").getByText("setUser2faRequired").click();
            page.getByText("Sets whether a second factor is required of a user at every login")
                    .waitFor();
        }
        assertThat(errors).isEmpty();
    }
}
