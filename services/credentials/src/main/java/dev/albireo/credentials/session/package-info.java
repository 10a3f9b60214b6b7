/** Login sessions, who a request comes from, and the gate that keeps partial sessions out. */
@NullMarked
package dev.albireo.credentials.session;

import org.jspecify.annotations.NullMarked;
