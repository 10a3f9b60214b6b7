/** Tells users by mail of changes of how they sign in. */
@NullMarked
package dev.albireo.credentials.notice;

import org.jspecify.annotations.NullMarked;
