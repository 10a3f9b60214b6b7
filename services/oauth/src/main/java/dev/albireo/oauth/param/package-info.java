/** Parameters of requests, from a query or a form body. Knows no endpoint. */
@NullMarked
package dev.albireo.oauth.param;

import org.jspecify.annotations.NullMarked;
