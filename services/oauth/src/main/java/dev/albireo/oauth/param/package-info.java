/** Parameters of requests, from a query or a form body. Independent of endpoints. */
@NullMarked
package dev.albireo.oauth.param;

import org.jspecify.annotations.NullMarked;
