/** The applications that a person lets in, for the account page: which they are, what each may do, and how that ends. */
@NullMarked
package dev.albireo.oauth.application;

import org.jspecify.annotations.NullMarked;
