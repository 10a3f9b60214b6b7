package dev.albireo.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The conditions of a rule: it fires if all of them hold. A condition on what is unknown does not hold, whichever it is, so a rule never fires
 * by what a request does not show.
 */
public record RuleConditions(Map<RuleCondition, Predicate<DecisionContext>> stated) {
    /** No condition: the rule always fires. */
    public static final RuleConditions NONE = new RuleConditions(Map.of());

    public RuleConditions {
        Map<RuleCondition, Predicate<DecisionContext>> ordered = new EnumMap<>(RuleCondition.class);
        ordered.putAll(stated);
        stated = Collections.unmodifiableMap(ordered);
    }

    /** Returns whether all of them hold. */
    public boolean hold(DecisionContext context) {
        return stated.values().stream().allMatch(condition -> condition.test(context));
    }

    /** Returns those that do not hold, in the order of the constants. */
    public List<RuleCondition> unmet(DecisionContext context) {
        return stated.entrySet().stream()
                .filter(condition -> !condition.getValue().test(context))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The user has one of these login names or subjects. */
    public static Predicate<DecisionContext> users(Set<String> names) {
        return context -> intersects(context.user().names(), names);
    }

    /** The user is a member of one of these groups. */
    public static Predicate<DecisionContext> groups(Set<String> ids) {
        return context -> intersects(context.user().groups(), ids);
    }

    /** The client has one of these ids. */
    public static Predicate<DecisionContext> clients(Set<String> ids) {
        return context -> context.client().id().filter(ids::contains).isPresent();
    }

    /** One of these scopes is requested. */
    public static Predicate<DecisionContext> scopes(Set<String> names) {
        return context -> intersects(context.request().scopes(), names);
    }

    /** One of these resources is requested. */
    public static Predicate<DecisionContext> resources(Set<String> uris) {
        return context -> intersects(context.request().resources(), uris);
    }

    /** One of these values of {@code acr} is requested. */
    public static Predicate<DecisionContext> acrValues(Set<String> values) {
        return context -> intersects(context.request().acrValues(), values);
    }

    /** The request has a {@code max_age}, of at most this duration. */
    public static Predicate<DecisionContext> maxAge(Duration longest) {
        return context -> context.request()
                .maxAge()
                .filter(maxAge -> maxAge.compareTo(longest) <= 0)
                .isPresent();
    }

    /** The user's address is known, and one of these. */
    public static Predicate<DecisionContext> networks(Predicate<InetAddress> addresses) {
        return context -> context.network().user().filter(addresses).isPresent();
    }

    private static boolean intersects(Collection<String> present, Set<String> named) {
        return present.stream().anyMatch(named::contains);
    }
}
