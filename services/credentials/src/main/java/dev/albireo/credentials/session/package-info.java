/** Login sessions, the visitor of a request, and the filter that rejects partial sessions. */
@NullMarked
package dev.albireo.credentials.session;

import org.jspecify.annotations.NullMarked;
