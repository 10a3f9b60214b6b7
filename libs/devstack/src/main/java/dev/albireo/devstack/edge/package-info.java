/**
 * The public entry of the development stack. It routes as the ingress of a cluster does, by the same table: {@code routes.txt} beside this
 * package's classes. It knows no session, no token and no rule of OpenID Connect.
 */
@NullMarked
package dev.albireo.devstack.edge;

import org.jspecify.annotations.NullMarked;
