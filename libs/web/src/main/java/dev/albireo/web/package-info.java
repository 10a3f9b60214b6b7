/**
 * What every HTTP door of every service has in common: security headers, form and origin checks, internal calls, cookies,
 * errors on the wire. Knows no user, no client and no database.
 */
@NullMarked
package dev.albireo.web;

import org.jspecify.annotations.NullMarked;
