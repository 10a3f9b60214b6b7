package dev.albireo.events;

/**
 * The state of one declared group that other services need; who its members are is part of each {@link UserState}.
 *
 * @param id id of the resource, which stands in {@link UserState#groups()}
 * @param version grows with every change; the newer version wins wherever two meet
 * @param requires2fa whether its members must sign in with two factors
 */
public record GroupState(String id, int version, boolean requires2fa) {}
