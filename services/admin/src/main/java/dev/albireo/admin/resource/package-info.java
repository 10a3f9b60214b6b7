/** AuthConfig, Client and User as declared resources, in YAML or JSON. Knows their owners, but none of their fields. */
@NullMarked
package dev.albireo.admin.resource;

import org.jspecify.annotations.NullMarked;
