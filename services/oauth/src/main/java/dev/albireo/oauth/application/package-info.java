/** The applications with access to a user's account, for the account page: their permissions and the end of their access. */
@NullMarked
package dev.albireo.oauth.application;

import org.jspecify.annotations.NullMarked;
