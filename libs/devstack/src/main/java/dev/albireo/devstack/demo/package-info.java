/**
 * "Shop", an application whose users sign in with Albireo: an ordinary OpenID Connect client built with a public library, which knows only
 * the issuer. It provides the launcher's first page, and is never deployed.
 */
@NullMarked
package dev.albireo.devstack.demo;

import org.jspecify.annotations.NullMarked;
