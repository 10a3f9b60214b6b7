package dev.albireo.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.albireo.testkit.ArchitectureConditions.areServices;
import static dev.albireo.testkit.ArchitectureConditions.beConfigurationOfTheirOwnPackage;
import static dev.albireo.testkit.ArchitectureConditions.beRecordsOrSealed;
import static dev.albireo.testkit.ArchitectureConditions.beans;
import static dev.albireo.testkit.ArchitectureConditions.callAnyOf;
import static dev.albireo.testkit.ArchitectureConditions.createAuditEvents;
import static dev.albireo.testkit.ArchitectureConditions.createNativeQueries;
import static dev.albireo.testkit.ArchitectureConditions.filters;
import static dev.albireo.testkit.ArchitectureConditions.goOnWithoutTheirCaller;
import static dev.albireo.testkit.ArchitectureConditions.haveNullMarkedPackages;
import static dev.albireo.testkit.ArchitectureConditions.openConnections;
import static dev.albireo.testkit.ArchitectureConditions.outermost;
import static dev.albireo.testkit.ArchitectureConditions.parseJoseObjects;
import static dev.albireo.testkit.ArchitectureConditions.partsOfRestClients;
import static dev.albireo.testkit.ArchitectureConditions.putNoTextIntoThePath;
import static dev.albireo.testkit.ArchitectureConditions.readTheWorld;
import static dev.albireo.testkit.ArchitectureConditions.removeEntities;
import static dev.albireo.testkit.ArchitectureConditions.restClients;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.HttpMethod;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import javax.crypto.Mac;

/**
 * The rules of the architecture, each a sentence of {@code docs}. A service checks them with one test, and adds those of
 * {@link ForStores}, {@link ForRestClients} and {@link ForOwners} that concern it: a rule without a class to check fails.
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.albireo", importOptions = ShippedCode.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    private static final String[] SERVICES = {
        "dev.albireo.oauth..", "dev.albireo.credentials..", "dev.albireo.admin..", "dev.albireo.webhooks.."
    };

    @ArchTest
    static final ArchRule rule_1_features_form_no_cycle =
            slices().matching("dev.albireo.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rule_2_only_stores_speak_sql = noClasses()
            .that(outermost(simpleNameEndingWith("Store").negate()))
            .and()
            .resideOutsideOfPackages("dev.albireo.outbox..", "dev.albireo.sql..", "dev.albireo.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..sqlclient..", "io.vertx..pgclient..");

    @ArchTest
    static final ArchRule rule_3_only_resources_speak_http = noClasses()
            .that(outermost(simpleNameEndingWith("Resource")
                    .or(restClients())
                    .or(partsOfRestClients())
                    .or(filters())
                    .negate()))
            .and()
            .resideOutsideOfPackage("dev.albireo.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule rule_4_endpoints_are_public = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .bePublic()
            .because("Quarkus skips the others silently");

    @ArchTest
    static final ArchRule rule_5_time_and_chance_are_injected = noClasses()
            .that(outermost(
                    simpleName("Producers").or(simpleName("IdGenerator")).negate()))
            .should(readTheWorld());

    @ArchTest
    static final ArchRule rule_6_the_protocol_knows_no_framework = noClasses()
            .that()
            .resideInAPackage("dev.albireo.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "io.vertx..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule rule_7_no_waiting_or_subscribing = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.albireo.outbox..",
                    "dev.albireo.housekeeping..",
                    "dev.albireo.delivery..",
                    "dev.albireo.admin.access..")
            .should()
            .callMethod("io.smallrye.mutiny.Uni", "await")
            .orShould()
            .callMethod("io.smallrye.mutiny.Uni", "subscribe")
            .because("only a timer, a notification or a bare Vert.x handler has no caller that takes a Uni");

    @ArchTest
    static final ArchRule rule_8_fields_of_beans_are_final = fields().that()
            .areDeclaredInClassesThat(beans())
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule rule_8_nothing_is_injected_into_a_field =
            noFields().should().beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule rule_9_names_say_what_a_class_is_for = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
            .orShould()
            .resideInAnyPackage("..impl..", "..util..", "..dto..", "..common..");

    @ArchTest
    static final ArchRule rule_10_events_live_in_one_place_and_are_plain = classes()
            .that()
            .haveSimpleNameEndingWith("Event")
            .should()
            .resideInAPackage("dev.albireo.events..")
            .andShould(beRecordsOrSealed());

    @ArchTest
    static final ArchRule rule_10_no_event_holds_a_secret = noFields()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage("dev.albireo.events.."))
            .should()
            .haveRawType(simpleName("Secret"));

    @ArchTest
    static final ArchRule rule_11_configuration_belongs_to_its_package = classes()
            .that()
            .areAnnotatedWith("io.smallrye.config.ConfigMapping")
            .and()
            .resideInAnyPackage(SERVICES)
            .should()
            .beInterfaces()
            .andShould(beConfigurationOfTheirOwnPackage());

    @ArchTest
    static final ArchRule rule_12_every_package_is_null_marked = classes().should(haveNullMarkedPackages());

    @ArchTest
    static final ArchRule rule_13_cryptography_has_one_place = noClasses()
            .that(outermost(simpleName("Producers").negate()))
            .and()
            .resideOutsideOfPackages("dev.albireo.protocol..", "..crypto..", "..key..")
            .should(callAnyOf(MessageDigest.class, Mac.class, Signature.class, SecureRandom.class))
            .because("other code may pass a random source on, but not use it");

    @ArchTest
    static final ArchRule rule_15_rows_are_deleted_by_query = noClasses()
            .should(removeEntities())
            .because("removals of entities of one type block each other in Hibernate Reactive when many run at once");

    @ArchTest
    static final ArchRule rule_16_a_JWT_has_one_parser = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.albireo.protocol.CompactJose")
            .should(parseJoseObjects())
            .because("CompactJose refuses what can be read in more than one way (RFC 7515 section 2)");

    @ArchTest
    static final ArchRule rule_18_one_client_calls_out = noClasses()
            .that(outermost(simpleName("OutgoingClient").negate()))
            .should(openConnections())
            .because(
                    "OutgoingClient has the limits, timeouts and egress rules; services call each other by declared REST clients");

    @ArchTest
    static final ArchRule rule_19_parameters_of_URLs_have_one_encoder = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.albireo.protocol.QueryEncoding")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(URLEncoder.class)
            .because("text becomes part of a URL through QueryEncoding or PathSegment");

    @ArchTest
    static final ArchRule rule_20_cookies_have_no_version = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.ws.rs.core.NewCookie")
            .because("its header has a Version, which RFC 6265 section 4.1.1 does not define; dev.albireo.web.Cookies");

    @ArchTest
    static final ArchRule rule_22_one_class_creates_audit_events = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.albireo.outbox.Audit")
            .should(createAuditEvents())
            .because("its methods take an AuditAction, the constructor any text");

    @ArchTest
    static final ArchRule rule_23_SQL_is_not_a_native_query = noClasses()
            .should(createNativeQueries())
            .because("SQL in the transaction of a Hibernate session runs on its connection: dev.albireo.sql.Tx");

    @ArchTest
    static final ArchRule services_do_not_know_each_other =
            slices().matching("dev.albireo.(*)..").that(areServices()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule libraries_know_no_service = noClasses()
            .that()
            .resideOutsideOfPackages(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule events_are_records_and_nothing_else = classes()
            .that()
            .resideInAPackage("dev.albireo.events..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.albireo.events..", "java..", "com.fasterxml.jackson.annotation..", "org.jspecify..");

    /** For services with SQL of their own. */
    public static final class ForStores {
        @ArchTest
        static final ArchRule rule_2_stores_are_package_private = classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .and()
                .resideInAnyPackage(SERVICES)
                .should()
                .bePackagePrivate();

        private ForStores() {}
    }

    /** For services that call others. */
    public static final class ForRestClients {
        @ArchTest
        static final ArchRule rule_14_paths_are_built_of_path_segments = methods()
                .that()
                .areDeclaredInClassesThat(restClients())
                .should(putNoTextIntoThePath())
                .because(
                        "a text has characters that end a segment, or drop what follows: dev.albireo.protocol.PathSegment");

        private ForRestClients() {}
    }

    /** For services that call others with an access token of {@code oauth}. */
    public static final class ForServiceTokens {
        @ArchTest
        static final ArchRule rule_21_calls_survive_a_revoked_signing_key = classes()
                .that()
                .areAnnotatedWith("io.quarkus.oidc.client.filter.OidcClientFilter")
                .should()
                .beAnnotatedWith("dev.albireo.web.RetryWithNewToken")
                .because("a cached token of this service is rejected when its signing key is revoked");

        private ForServiceTokens() {}
    }

    /** For services that own what administrators change and what the policy decides about. */
    public static final class ForOwners {
        @ArchTest
        static final ArchRule rule_17_a_command_ends_although_its_caller_has_gone = classes()
                .that()
                .areAnnotatedWith("dev.albireo.web.ByAdministrator")
                .should(goOnWithoutTheirCaller())
                .because("a repeated command receives the recorded response");

        @ArchTest
        static final ArchRule policy_needs_the_jdk_alone = classes()
                .that()
                .resideInAPackage("dev.albireo.policy..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.albireo.policy..", "java..", "org.jspecify..")
                .allowEmptyShould(true);

        private ForOwners() {}
    }

    private ArchitectureRules() {}
}
