package dev.albireo.credentials;

import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.user.AccountCreator;
import dev.albireo.credentials.user.CreateUser;
import dev.albireo.credentials.user.NewUser;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.web.IdGenerator;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The starting points of tests. */
@ApplicationScoped
public class Given {
    public static final String PASSWORD = "correct horse battery";

    /** Creates accounts without a share of a network. */
    public static final AccountCreator CREATOR = new AccountCreator(Audit.ANONYMOUS, null, HashCaller.ADMINISTRATION);

    private final CreateUser createUser;
    private final IdGenerator ids;

    Given(CreateUser createUser, IdGenerator ids) {
        this.createUser = createUser;
        this.ids = ids;
    }

    /** Returns a new user with {@link #PASSWORD}. */
    public UserState user(boolean requires2fa) {
        return user(new NewUser(newName(), Optional.empty(), false, List.of(), requires2fa, Map.of()));
    }

    /** Returns a new user with {@link #PASSWORD} and these claims. */
    public UserState user(Map<String, Object> claims) {
        return user(new NewUser(newName(), Optional.empty(), false, List.of(), false, claims));
    }

    /** Returns a new user with {@link #PASSWORD} and a verified address, and whether a second factor is required. */
    public UserState reachable(boolean requires2fa) {
        String name = newName();
        return user(new NewUser(name, Optional.of(name + "@example.com"), true, List.of(), requires2fa, Map.of()));
    }

    /** Returns a new user with {@link #PASSWORD} and an address that is not verified. */
    public UserState unverified(String address) {
        return user(NewUser.registered(newName(), Optional.of(address)));
    }

    private UserState user(NewUser user) {
        return Await.on(() -> createUser.create(user, NewPassword.of(PASSWORD), CREATOR))
                .state();
    }

    /** Returns the subject of no user. */
    public String newId() {
        return ids.next().toString();
    }

    public String newName() {
        return "user-" + ids.next();
    }

    /** Returns the response to a password at the login page. */
    public static Response login(String username, String password) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("username", username)
                .formParam("password", password)
                .post("/login");
    }

    /** Returns the session cookie after the right password. */
    public static String session(UserState user) {
        return login(user.username(), PASSWORD).cookie("albireo-session");
    }
}
