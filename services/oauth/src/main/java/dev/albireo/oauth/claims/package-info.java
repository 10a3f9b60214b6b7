/** What tokens and answers may tell of a person, and which scope covers it. Knows no endpoint and no table. */
@NullMarked
package dev.albireo.oauth.claims;

import org.jspecify.annotations.NullMarked;
