/**
 * The public door of the development stack. It does what the ingress of a cluster does, by the same table: {@code routes.txt} beside this
 * package's classes. No session, no token and no rule of OpenID Connect is known here.
 */
@NullMarked
package dev.albireo.devstack.edge;

import org.jspecify.annotations.NullMarked;
