package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Running;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All operations of administrators, and whether each requires a recent second factor. */
final class AdministratorOperations {
    private static final Map<String, Object> CONFIG = Map.of("twoFactor", Map.of("issuerName", "Example"));
    static final Map<String, Object> CLIENT = Map.of(
            "secret",
            "a-secret-of-thirty-two-characters",
            "auth",
            Map.of("authorization_code", Map.of("redirect_uri", "https://a.example/cb")));
    private static final Map<String, Object> USER = Map.of("displayName", "Example");
    private static final Map<String, Object> NEW_USER = Map.of("userName", "$new");
    private static final Map<String, Object> GROUP = Map.of("name", "Example");
    private static final Map<String, Object> HOOK =
            Map.of("url", "http://127.0.0.1:9/", "eventTypes", List.of("albireo.GroupDeleted.v1"));

    private static final Map<String, Object> POLICY = Map.of("rules", List.of());

    static final List<Operation> MUTATIONS = List.of(
            anyProof(
                    "setUser2faRequired",
                    "mutation { setUser2faRequired(username: \"$user\", required: true) { success } }"),
            recentProof(
                    "setUser2faRequired",
                    "mutation { setUser2faRequired(username: \"$user\", required: false) { success } }"),
            recentProof(
                    "setUser2faRequired",
                    "mutation { setUser2faRequired(username: \"$user\", required: true, endSessions: true) { success } }"),
            recentProof("createUser", "mutation { createUser(input: {username: \"$new\"}) { username } }"),
            recentProof(
                    "createUser",
                    "mutation { createUser(input: {username: \"$new\", groups: [\"administrators\"]}) { username } }"),
            recentProof("importUsers", "mutation { importUsers(users: " + quoted(NEW_USER) + ") { created } }"),
            recentProof(
                    "importUsers",
                    "mutation { importUsers(users: " + quoted(NEW_USER) + ", dryRun: true) { created } }"),
            recentProof(
                    "updateUser",
                    "mutation { updateUser(username: \"$user\", input: {groups: [\"administrators\"]}) { success } }"),
            recentProof("deleteUser", "mutation { deleteUser(username: \"$user\") { success } }"),
            recentProof(
                    "setUserEnabled", "mutation { setUserEnabled(username: \"$user\", enabled: true) { success } }"),
            recentProof(
                    "setUserEnabled", "mutation { setUserEnabled(username: \"$user\", enabled: false) { success } }"),
            recentProof(
                    "setUserPassword",
                    "mutation { setUserPassword(username: \"$user\", password: \"another horse battery\") { success } }"),
            recentProof("unlockUser", "mutation { unlockUser(username: \"$user\") { success } }"),
            recentProof("issueEnrolmentCode", "mutation { issueEnrolmentCode(username: \"$user\") { success } }"),
            recentProof("cancelFactorReset", "mutation { cancelFactorReset(username: \"$user\") { success } }"),
            recentProof("inviteUser", "mutation { inviteUser(email: \"$new@example.com\") { email } }"),
            recentProof("sendPasswordReset", "mutation { sendPasswordReset(username: \"$user\") { success } }"),
            recentProof(
                    "resetUser2fa",
                    "mutation { resetUser2fa(username: \"$user\", reason: \"lost phone\") { success } }"),
            recentProof(
                    "endSession",
                    "mutation { endSession(username: \"$user\", id: \"$uuid\", reason: \"left open\") { success } }"),
            recentProof(
                    "endSessions",
                    "mutation { endSessions(username: \"$user\", reason: \"stolen laptop\") { success } }"),
            recentProof(
                    "endClientSessions",
                    "mutation { endClientSessions(clientId: \"$client\", reason: \"leaked tokens\") { sessions } }"),
            recentProof(
                    "endAllSessions",
                    "mutation { endAllSessions(before: \"2001-01-01T00:00:00Z\", reason: \"a drill\") { sessions } }"),
            recentProof(
                    "removeFactor",
                    "mutation { removeFactor(username: \"$user\", id: \"totp\", reason: \"lost phone\") { success } }"),
            recentProof(
                    "revokeApplication",
                    "mutation { revokeApplication(username: \"$user\", clientId: \"$client\", reason: \"a mistake\") }"),
            recentProof("exportUser", "mutation { exportUser(username: \"$user\") { document } }"),
            recentProof("putClient", "mutation { putClient(id: \"$new\", resource: " + quoted(CLIENT) + ") { id } }"),
            recentProof(
                    "patchClient",
                    "mutation { patchClient(id: \"$client\", changes: " + quoted(Map.of("name", "Shop"))
                            + ") { id } }"),
            recentProof("deleteClient", "mutation { deleteClient(id: \"$client\") { id } }"),
            recentProof("rotateClientSecret", "mutation { rotateClientSecret(clientId: \"$client\") { clientId } }"),
            recentProof("putGroup", "mutation { putGroup(id: \"$new\", resource: " + quoted(GROUP) + ") { id } }"),
            recentProof(
                    "patchGroup",
                    "mutation { patchGroup(id: \"$group\", changes: " + quoted(Map.of("requires2fa", true))
                            + ") { id } }"),
            recentProof("deleteGroup", "mutation { deleteGroup(id: \"$group\") { id } }"),
            recentProof("addGroupMembers", "mutation { addGroupMembers(id: \"$group\", members: [\"$user\"]) { id } }"),
            recentProof(
                    "removeGroupMembers",
                    "mutation { removeGroupMembers(id: \"$group\", members: [\"$user\"]) { id } }"),
            recentProof(
                    "putAuthConfig",
                    "mutation { putAuthConfig(id: \"$new\", resource: " + quoted(CONFIG) + ") { id } }"),
            recentProof(
                    "patchAuthConfig",
                    "mutation { patchAuthConfig(id: \"$config\", changes: " + quoted(CONFIG) + ") { id } }"),
            recentProof("deleteAuthConfig", "mutation { deleteAuthConfig(id: \"$config\") { id } }"),
            recentProof("putUser", "mutation { putUser(id: \"$new\", resource: " + quoted(USER) + ") { id } }"),
            recentProof("patchUser", "mutation { patchUser(id: \"$declared\", changes: " + quoted(USER) + ") { id } }"),
            recentProof("rotateSigningKeys", "mutation { rotateSigningKeys { kid } }"),
            recentProof(
                    "revokeSigningKey",
                    "mutation { revokeSigningKey(kid: \"$new\", reason: \"found in a log\") { kid } }"),
            recentProof(
                    "issueInitialAccessToken",
                    "mutation { issueInitialAccessToken(label: \"test\") { issued { id } } }"),
            recentProof("revokeInitialAccessToken", "mutation { revokeInitialAccessToken(id: \"$uuid\") { id } }"),
            recentProof(
                    "retryLogoutDelivery",
                    "mutation { retryLogoutDelivery(sessionId: \"$uuid\", clientId: \"$client\") }"),
            recentProof(
                    "putWebhookSubscription",
                    "mutation { putWebhookSubscription(id: \"$new\", resource: " + quoted(HOOK) + ") { id } }"),
            recentProof(
                    "patchWebhookSubscription",
                    "mutation { patchWebhookSubscription(id: \"$hook\", changes: " + quoted(HOOK) + ") { id } }"),
            recentProof("deleteWebhookSubscription", "mutation { deleteWebhookSubscription(id: \"$hook\") { id } }"),
            recentProof("testWebhookSubscription", "mutation { testWebhookSubscription(subscription: \"$hook\") }"),
            recentProof(
                    "replayWebhookDeliveries",
                    "mutation { replayWebhookDeliveries(subscription: \"$hook\", ids: [\"$uuid\"]) }"),
            recentProof(
                    "putSecondFactorPolicy",
                    "mutation { putSecondFactorPolicy(id: \"$new\", resource: " + quoted(POLICY) + ") { id } }"),
            recentProof(
                    "patchSecondFactorPolicy",
                    "mutation { patchSecondFactorPolicy(id: \"$policy\", changes: " + quoted(POLICY) + ") { id } }"),
            recentProof("deleteSecondFactorPolicy", "mutation { deleteSecondFactorPolicy(id: \"$policy\") { id } }"),
            recentProof(
                    "restoreSecondFactorPolicy",
                    "mutation { restoreSecondFactorPolicy(id: \"$policy\", versionId: \"1\") { id } }"),
            recentProof("replayDeadLetters", "mutation { replayDeadLetters(ids: [\"oauth.$uuid\"]) { id } }"),
            recentProof("replayAllDeadLetters", "mutation { replayAllDeadLetters(service: \"$uuid\") { id } }"));

    static final List<Operation> QUERIES = List.of(
            anyProof("user", "{ user(username: \"$user\") { subject } }"),
            anyProof("users", "{ users(first: 1) { endCursor } }"),
            anyProof("userCount", "{ userCount(filter: {group: \"staff\"}) }"),
            anyProof("user2faStatus", "{ user2faStatus(username: \"$user\") { requires2fa } }"),
            anyProof("explain2fa", "{ explain2fa(username: \"$user\", clientId: \"$client\") { required } }"),
            anyProof("sessions", "{ sessions(username: \"$user\") { id } }"),
            anyProof("factors", "{ factors(username: \"$user\") { id } }"),
            anyProof("applications", "{ applications(username: \"$user\") { clientId } }"),
            anyProof("refusedLoginNames", "{ refusedLoginNames { endCursor } }"),
            anyProof("client", "{ client(id: \"$client\") { id } }"),
            anyProof("clients", "{ clients(first: 1) { endCursor } }"),
            anyProof("authConfig", "{ authConfig(id: \"$config\") { id } }"),
            anyProof("authConfigs", "{ authConfigs(first: 1) { endCursor } }"),
            anyProof("group", "{ group(id: \"$group\") { memberCount members { endCursor } } }"),
            anyProof("groups", "{ groups(first: 1) { endCursor } }"),
            anyProof("webhookSubscription", "{ webhookSubscription(id: \"$hook\") { id } }"),
            anyProof("webhookSubscriptions", "{ webhookSubscriptions(first: 1) { endCursor } }"),
            anyProof("webhookDeliveries", "{ webhookDeliveries(subscription: \"$hook\") { endCursor } }"),
            anyProof("secondFactorPolicy", "{ secondFactorPolicy(id: \"$policy\") { id } }"),
            anyProof("secondFactorPolicies", "{ secondFactorPolicies(first: 1) { endCursor } }"),
            anyProof("secondFactorPolicyVersions", "{ secondFactorPolicyVersions(id: \"$policy\") { endCursor } }"),
            anyProof("auditTrail", "{ auditTrail(first: 1) { action } }"),
            anyProof("auditRecords", "{ auditRecords(first: 1) { endCursor } }"),
            anyProof("auditChains", "{ auditChains { chain head { sequence } } }"),
            anyProof("deadLetters", "{ deadLetters(first: 1) { endCursor } }"),
            anyProof("logoutDeliveries", "{ logoutDeliveries(first: 1) { clientId } }"),
            anyProof("initialAccessTokens", "{ initialAccessTokens { id } }"),
            anyProof("signingKeys", "{ signingKeys { kid } }"));

    static final List<Operation> RESOURCES = List.of(
            recentProof("PUT /AuthConfig/id", "PUT /AuthConfig/$new", CONFIG),
            recentProof("PATCH /AuthConfig/id", "PATCH /AuthConfig/$config", CONFIG),
            recentProof("DELETE /AuthConfig/id", "DELETE /AuthConfig/$config"),
            anyProof("GET /AuthConfig/id", "GET /AuthConfig/$config"),
            anyProof("GET /AuthConfig", "GET /AuthConfig?_count=1"),
            recentProof("PUT /Client/id", "PUT /Client/$new", CLIENT),
            recentProof("PUT /Client/id", "PUT /Client/$new?_dryRun=true", CLIENT),
            recentProof("PATCH /Client/id", "PATCH /Client/$client", Map.of("name", "Shop")),
            recentProof("DELETE /Client/id", "DELETE /Client/$client"),
            anyProof("GET /Client/id", "GET /Client/$client"),
            anyProof("GET /Client", "GET /Client?_count=1"),
            recentProof("PUT /User/id", "PUT /User/$new", USER),
            recentProof("PUT /User/id", "PUT /User/$new", Map.of("groups", List.of("administrators"))),
            recentProof("PATCH /User/id", "PATCH /User/$declared", USER),
            recentProof("DELETE /User/id", "DELETE /User/$declared"),
            anyProof("GET /User/id", "GET /User/$declared"),
            anyProof("GET /User", "GET /User?_count=1"),
            anyProof("GET /User", "GET /User?_count=1&group=staff"),
            recentProof("POST /User", "POST /User", NEW_USER),
            recentProof("POST /User", "POST /User?_dryRun=true", NEW_USER),
            recentProof("PUT /Group/id", "PUT /Group/$new", GROUP),
            recentProof("PUT /Group/id", "PUT /Group/$new?_dryRun=true", Map.of("members", List.of())),
            recentProof("PATCH /Group/id", "PATCH /Group/$group", GROUP),
            recentProof("DELETE /Group/id", "DELETE /Group/$group"),
            anyProof("GET /Group/id", "GET /Group/$group"),
            anyProof("GET /Group", "GET /Group?_count=1"),
            recentProof("PUT /WebhookSubscription/id", "PUT /WebhookSubscription/$new", HOOK),
            recentProof("PUT /WebhookSubscription/id", "PUT /WebhookSubscription/$new?_dryRun=true", HOOK),
            recentProof("PATCH /WebhookSubscription/id", "PATCH /WebhookSubscription/$hook", HOOK),
            recentProof("DELETE /WebhookSubscription/id", "DELETE /WebhookSubscription/$hook"),
            anyProof("GET /WebhookSubscription/id", "GET /WebhookSubscription/$hook"),
            anyProof("GET /WebhookSubscription", "GET /WebhookSubscription?_count=1"),
            recentProof("PUT /SecondFactorPolicy/id", "PUT /SecondFactorPolicy/$new", POLICY),
            recentProof("PUT /SecondFactorPolicy/id", "PUT /SecondFactorPolicy/$new?_dryRun=true", POLICY),
            recentProof("PATCH /SecondFactorPolicy/id", "PATCH /SecondFactorPolicy/$policy", POLICY),
            recentProof("DELETE /SecondFactorPolicy/id", "DELETE /SecondFactorPolicy/$policy"),
            anyProof("GET /SecondFactorPolicy/id", "GET /SecondFactorPolicy/$policy"),
            anyProof("GET /SecondFactorPolicy", "GET /SecondFactorPolicy?_count=1"));

    static final List<Operation> COMMANDS = List.of(
            recentProof("user add", "user add $new --no-password"),
            anyProof("user list", "user list --search $user"),
            anyProof("user show", "user show $user"),
            recentProof("user update", "user update $user --name Alice"),
            recentProof("user delete", "user delete $user"),
            recentProof("user disable", "user disable $user"),
            recentProof("user enable", "user enable $user"),
            anyProof("user sessions", "user sessions $user"),
            recentProof("user end-sessions", "user end-sessions $user --reason stolen"),
            anyProof("user factors", "user factors $user"),
            recentProof("user remove-factor", "user remove-factor $user totp --reason lost"),
            anyProof("user applications", "user applications $user"),
            recentProof("user revoke-application", "user revoke-application $user $client --reason mistake"),
            recentProof("user export", "user export $user"),
            anyProof("user explain-2fa", "user explain-2fa $user --client $client"),
            recentProof("user unlock", "user unlock $user"),
            recentProof("user issue-enrolment-code", "user issue-enrolment-code $user"),
            recentProof("user cancel-factor-reset", "user cancel-factor-reset $user"),
            recentProof("user send-password-reset", "user send-password-reset $user"),
            recentProof("user invite", "user invite $new@example.com"),
            recentProof("group add", "group add $new --require-2fa"),
            anyProof("group list", "group list"),
            anyProof("group show", "group show $group"),
            recentProof("group update", "group update $group --name Staff"),
            recentProof("group delete", "group delete $group"),
            anyProof("group members", "group members $group"),
            recentProof("group add-members", "group add-members $group $user"),
            recentProof("group remove-members", "group remove-members $group $user"),
            anyProof("require-2fa", "require-2fa $user"),
            recentProof("require-2fa", "require-2fa $user --off"),
            recentProof("require-2fa", "require-2fa $user --end-sessions"),
            anyProof("2fa-status", "2fa-status $user"),
            recentProof("reset-2fa", "reset-2fa $user --reason lost"),
            recentProof("apply", "apply -f -", declared("Client", CLIENT)),
            recentProof("apply", "apply -f -", declared("User", USER)),
            recentProof("apply", "apply -f -", declared("Group", GROUP)),
            recentProof("apply", "apply -f -", declared("WebhookSubscription", HOOK)),
            recentProof("apply", "apply -f -", declared("SecondFactorPolicy", POLICY)),
            recentProof("apply", "apply -f - --dry-run", declared("AuthConfig", CONFIG)),
            anyProof("get", "get Client $client"),
            recentProof("delete", "delete Client $client"),
            anyProof("export", "export --type AuthConfig"),
            anyProof("keys", "keys"),
            recentProof("import", "import - --report target/refused.jsonl", NEW_USER),
            recentProof("import", "import - --report target/refused.jsonl --dry-run", NEW_USER),
            recentProof("rotate-keys", "rotate-keys"),
            recentProof("revoke-key", "revoke-key $new --reason leak"),
            recentProof("end-sessions", "end-sessions --client $client --reason leak"),
            recentProof("end-sessions", "end-sessions --all --before 2001-01-01T00:00:00Z --reason drill"),
            anyProof("webhook deliveries", "webhook deliveries $hook"),
            recentProof("webhook replay", "webhook replay $hook --from PT1H"),
            recentProof("webhook test", "webhook test $hook"),
            anyProof("policy versions", "policy versions $policy"),
            recentProof("policy restore", "policy restore $policy 1"),
            anyProof("dead-letters", "dead-letters --service oauth"),
            recentProof("replay-dead-letters", "replay-dead-letters oauth.$new"),
            anyProof("audit", "audit --target $new"),
            anyProof("audit export", "audit export --since PT1S"),
            anyProof("audit verify", "audit verify --from 2001-01 --to 2001-02"),
            anyProof("events tail", "events tail --since PT1S"),
            anyProof("events export", "events export"),
            anyProof("login", "login --help"),
            anyProof("logout", "logout --help"),
            anyProof("completion", "completion"));

    private AdministratorOperations() {}

    /**
     * One operation, with placeholders for missing targets ({@code $new}, {@code $uuid}) and for existing ones.
     *
     * @param needsRecentProof whether it is rejected if the second factor is older than five minutes
     */
    record Operation(String name, boolean needsRecentProof, String template, String bodyTemplate) {
        /** Returns the text with new targets for each call. */
        String text() {
            return filled(template);
        }

        String body() {
            return filled(bodyTemplate);
        }

        @Override
        public String toString() {
            return template + (needsRecentProof ? " needs a recent proof" : " needs none");
        }
    }

    private static Operation recentProof(String name, String template) {
        return new Operation(name, true, template, "");
    }

    private static Operation recentProof(String name, String template, Map<String, ?> body) {
        return new Operation(name, true, template, Json.write(body));
    }

    private static Operation anyProof(String name, String template) {
        return new Operation(name, false, template, "");
    }

    private static Map<String, Object> declared(String type, Map<String, Object> body) {
        Map<String, Object> resource = new LinkedHashMap<>(body);
        resource.put("resourceType", type);
        resource.put("id", "$new");
        return resource;
    }

    private static String filled(String template) {
        String made = "step-up-" + UUID.randomUUID();
        String text = template.replace("$new", made)
                .replace("$uuid", UUID.randomUUID().toString());
        text = text.contains("$user") ? text.replace("$user", Running.admin().newUser("step-up")) : text;
        text = declaring(text, "$client", "Client/" + made, CLIENT);
        text = declaring(text, "$config", "AuthConfig/" + made, CONFIG);
        text = declaring(text, "$hook", "WebhookSubscription/" + made, HOOK);
        text = declaring(text, "$policy", "SecondFactorPolicy/" + made, POLICY);
        text = declaring(text, "$group", "Group/" + made, GROUP);
        return declaring(text, "$declared", "User/" + made, USER);
    }

    private static String declaring(String text, String variable, String path, Map<String, ?> resource) {
        if (!text.contains(variable)) {
            return text;
        }
        Running.resources().declare(path, resource);
        return text.replace(variable, path.substring(path.indexOf('/') + 1));
    }

    private static String quoted(Map<String, ?> json) {
        return Json.write(Json.write(json));
    }
}
