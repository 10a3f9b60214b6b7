package dev.albireo.credentials;

import dev.albireo.credentials.audit.Audit;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.events.UserState;
import dev.albireo.web.Ids;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests begin with. */
@ApplicationScoped
public class Given {
    public static final String PASSWORD = "correct horse battery";

    private final CreateUser createUser;
    private final Ids ids;

    Given(CreateUser createUser, Ids ids) {
        this.createUser = createUser;
        this.ids = ids;
    }

    /** Somebody new, with {@link #PASSWORD}. */
    public UserState user(boolean requires2fa) {
        NewUser user = new NewUser(newName(), Optional.empty(), false, List.of(), requires2fa, Map.of());
        return Await.on(() -> createUser.create(user, NewPassword.of(PASSWORD), Audit.ANONYMOUS, null))
                .state();
    }

    /** The subject of nobody. */
    public String newId() {
        return ids.next().toString();
    }

    public String newName() {
        return "user-" + ids.next();
    }

    /** The answer to a password at a bare login page. */
    public static Response login(String username, String password) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("username", username)
                .formParam("password", password)
                .post("/login");
    }

    /** The session cookie after the right password. */
    public static String session(UserState user) {
        return login(user.username(), PASSWORD).cookie("session");
    }
}
