/**
 * The common parts of all HTTP endpoints: security headers, form and origin checks, internal calls, cookies, error responses. Independent
 * of users, clients and databases.
 */
@NullMarked
package dev.albireo.web;

import org.jspecify.annotations.NullMarked;
