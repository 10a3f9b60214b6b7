package dev.albireo.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The predicates and conditions that {@link ArchitectureRules} need beyond those of ArchUnit. */
final class ArchitectureConditions {
    private static final Set<String> JOSE_PARSERS = Set.of(
            "com.nimbusds.jose.JOSEObject",
            "com.nimbusds.jose.JWEObject",
            "com.nimbusds.jose.JWSObject",
            "com.nimbusds.jose.PlainObject",
            "com.nimbusds.jwt.EncryptedJWT",
            "com.nimbusds.jwt.JWTParser",
            "com.nimbusds.jwt.PlainJWT",
            "com.nimbusds.jwt.SignedJWT",
            "com.nimbusds.jwt.proc.DefaultJWTProcessor",
            "io.quarkus.oidc.runtime.OidcUtils");

    /** Owner and name of calls that create a client or a connection. */
    private static final Pattern CONNECTIONS = Pattern.compile("java\\.net\\.http\\.HttpClient#new.*"
            + "|java\\.net\\.(Socket|DatagramSocket)#<init>"
            + "|java\\.net\\.URL#open.*"
            + "|io\\.vertx\\.(mutiny\\.)?core\\.Vertx#(create.*Client|httpClientBuilder)"
            + "|io\\.vertx\\.(mutiny\\.)?ext\\.web\\.client\\.WebClient#.*"
            + "|.*(RestClientBuilder|ws\\.rs\\.client\\.ClientBuilder)#new.*");

    private static final List<String> BEAN_ANNOTATIONS = List.of(
            "jakarta.enterprise.context.ApplicationScoped",
            "jakarta.enterprise.context.RequestScoped",
            "jakarta.inject.Singleton",
            "jakarta.ws.rs.Path");

    /** Calls whose result depends on the time or on randomness, as {@code class.method}. */
    private static final Set<String> WORLD = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private static final Set<String> TEXTS =
            Set.of("java.lang.String", "java.lang.CharSequence", "java.lang.Object", "java.net.URI");

    /** Parts of a request where the framework encodes text. */
    private static final Set<String> ENCODED = Set.of(
            "org.jboss.resteasy.reactive.RestQuery",
            "org.jboss.resteasy.reactive.RestHeader",
            "org.jboss.resteasy.reactive.RestForm",
            "jakarta.ws.rs.QueryParam",
            "jakarta.ws.rs.HeaderParam",
            "jakarta.ws.rs.FormParam");

    private static final Set<String> SERVICES = Set.of("oauth", "credentials", "admin", "webhooks");

    private ArchitectureConditions() {}

    /** Selects slices by the first package name after {@code dev.albireo}. */
    static DescribedPredicate<Slice> areServices() {
        return describe("are services", slice -> SERVICES.contains(slice.getNamePart(1)));
    }

    /** Selects a class together with all classes nested in it. */
    static DescribedPredicate<JavaClass> outermost(DescribedPredicate<JavaClass> predicate) {
        return describe(predicate.getDescription(), type -> {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return predicate.test(outer);
        });
    }

    static DescribedPredicate<JavaClass> restClients() {
        return describe(
                "REST clients",
                type -> isRestClient(type)
                        || (type.isInterface()
                                && type.getAllSubclasses().stream().anyMatch(ArchitectureConditions::isRestClient)));
    }

    private static boolean isRestClient(JavaClass type) {
        return type.isAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");
    }

    /** Selects the classes that a REST client registers: its filters and exception mappers. */
    static DescribedPredicate<JavaClass> partsOfRestClients() {
        return describe(
                "parts of REST clients",
                type -> type.isAssignableTo("jakarta.ws.rs.client.ClientRequestFilter")
                        || type.isAssignableTo("org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper"));
    }

    /** Selects classes that filter requests before their resources. */
    static DescribedPredicate<JavaClass> filters() {
        return describe(
                "filters",
                type -> type.getMethods().stream()
                        .anyMatch(method ->
                                method.isAnnotatedWith("org.jboss.resteasy.reactive.server.ServerRequestFilter")));
    }

    static DescribedPredicate<JavaClass> beans() {
        return describe(
                "beans", type -> BEAN_ANNOTATIONS.stream().anyMatch(type::isAnnotatedWith) && !type.isInterface());
    }

    static ArchCondition<JavaClass> readTheWorld() {
        return condition(
                "read the clock or roll dice themselves",
                (type, events) -> type.getMethodCallsFromSelf().stream()
                        .filter(ArchitectureConditions::readsTheWorld)
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription()))));
    }

    /** Matches classes that remove an entity with Hibernate, instead of deleting rows by a query. */
    static ArchCondition<JavaClass> removeEntities() {
        return condition(
                "have Hibernate remove entities",
                (type, events) -> type.getCodeUnitCallsFromSelf().stream()
                        .filter(ArchitectureConditions::removesEntities)
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription()))));
    }

    /** Matches classes that have Hibernate run SQL, which is a dialect of its own. */
    static ArchCondition<JavaClass> createNativeQueries() {
        return condition(
                "create native queries of Hibernate",
                (type, events) -> type.getCodeUnitCallsFromSelf().stream()
                        .filter(call -> call.getName().equals("createNativeQuery"))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription()))));
    }

    private static boolean removesEntities(JavaCodeUnitAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean ofPanache = owner.isAssignableTo("io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase")
                || owner.isAssignableTo("io.quarkus.hibernate.reactive.panache.PanacheEntityBase");
        boolean byQuery = call.getTarget().getRawParameterTypes().stream()
                .findFirst()
                .filter(first -> first.getName().equals("java.lang.String"))
                .isPresent();
        boolean ofSession = owner.getName().startsWith("org.hibernate.reactive.mutiny.Mutiny");
        return (ofPanache && call.getName().equals("deleteById"))
                || (ofPanache && call.getName().equals("delete") && !byQuery)
                || (ofSession && call.getName().startsWith("remove"));
    }

    /** Matches classes that call methods or constructors of these classes; holding an instance is allowed. */
    static ArchCondition<JavaClass> callAnyOf(Class<?>... owners) {
        Set<String> names = Arrays.stream(owners).map(Class::getName).collect(Collectors.toUnmodifiableSet());
        return condition(
                "call " + names,
                (type, events) -> type.getCodeUnitCallsFromSelf().stream()
                        .filter(call -> names.contains(call.getTargetOwner().getName()))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription()))));
    }

    /** Matches classes that create an HTTP client or open a connection; clients that are declared as interfaces are not meant. */
    static ArchCondition<JavaClass> openConnections() {
        return condition(
                "open connections themselves",
                (type, events) -> type.getCodeUnitCallsFromSelf().stream()
                        .filter(call -> CONNECTIONS
                                .matcher(call.getTargetOwner().getName() + "#" + call.getName())
                                .matches())
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription()))));
    }

    /** Matches classes that parse a JWT, JWS or JWE with the JOSE library directly. */
    static ArchCondition<JavaClass> parseJoseObjects() {
        return condition(
                "parse JOSE objects themselves",
                (type, events) -> type.getMethodCallsFromSelf().stream()
                        .filter(call ->
                                JOSE_PARSERS.contains(call.getTargetOwner().getName())
                                        && call.getName().matches("parse|process"))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription()))));
    }

    /** Matches classes that call the constructor of {@code AuditRecorded}, or refer to it. */
    static ArchCondition<JavaClass> createAuditEvents() {
        return condition(
                "create audit events themselves",
                (type, events) -> type.getAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().getName().equals("dev.albireo.events.AuditRecorded"))
                        .filter(access -> access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME))
                        .forEach(
                                access -> events.add(SimpleConditionEvent.satisfied(access, access.getDescription()))));
    }

    private static boolean readsTheWorld(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        boolean now = owner.getPackageName().equals("java.time")
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().isEmpty();
        return now || WORLD.contains(owner.getName() + "." + call.getName());
    }

    /**
     * Requires that text is sent in a header or the query, which the framework encodes; this excludes the path and a body of its own type.
     */
    static ArchCondition<JavaMethod> putNoTextIntoThePath() {
        return new ArchCondition<>("put no text into the path") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getParameters().stream()
                        .filter(parameter ->
                                TEXTS.contains(parameter.getRawType().getName()))
                        .filter(parameter -> ENCODED.stream().noneMatch(parameter::isAnnotatedWith))
                        .forEach(parameter ->
                                events.add(SimpleConditionEvent.violated(method, parameter.getDescription())));
            }
        };
    }

    static ArchCondition<JavaClass> goOnWithoutTheirCaller() {
        return require(
                "go on without their caller: be @Cancellable(false)",
                type -> type.tryGetAnnotationOfType("org.jboss.resteasy.reactive.server.Cancellable")
                        .flatMap(annotation -> annotation.get("value"))
                        .filter(Boolean.FALSE::equals)
                        .isPresent());
    }

    static ArchCondition<JavaClass> beRecordsOrSealed() {
        return require(
                "be records or sealed",
                type -> type.isRecord() || type.reflect().isSealed());
    }

    static ArchCondition<JavaClass> haveNullMarkedPackages() {
        return require(
                "have a package that is @NullMarked",
                type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")
                        || type.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    static ArchCondition<JavaClass> beConfigurationOfTheirOwnPackage() {
        return require(
                "be used in their own package only",
                type -> type.getDirectDependenciesToSelf().stream()
                        .map(Dependency::getOriginClass)
                        .allMatch(user -> user.getPackageName().equals(type.getPackageName())));
    }

    private static ArchCondition<JavaClass> require(String text, Predicate<JavaClass> promise) {
        return condition(
                text,
                (type, events) -> events.add(
                        new SimpleConditionEvent(type, promise.test(type), type.getName() + " should " + text)));
    }

    private interface Check {
        void run(JavaClass type, ConditionEvents events);
    }

    private static ArchCondition<JavaClass> condition(String text, Check check) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.run(type, events);
            }
        };
    }
}
