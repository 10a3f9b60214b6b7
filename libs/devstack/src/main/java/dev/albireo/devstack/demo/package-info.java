/**
 * "Shop", the application that signs people in with Albireo: an ordinary OpenID Connect client built with a public library, which knows
 * nothing of Albireo but its issuer. It makes the launcher's first page, and is never deployed.
 */
@NullMarked
package dev.albireo.devstack.demo;

import org.jspecify.annotations.NullMarked;
