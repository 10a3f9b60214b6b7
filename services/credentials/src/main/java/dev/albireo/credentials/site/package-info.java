/** The addresses at which browsers, password managers and security researchers look for a site's entry, without having been told. */
@NullMarked
package dev.albireo.credentials.site;

import org.jspecify.annotations.NullMarked;
