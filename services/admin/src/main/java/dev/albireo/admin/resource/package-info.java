/** AuthConfig, Client and User as declared resources, in YAML or JSON. Knows whose they are and no field of them. */
@NullMarked
package dev.albireo.admin.resource;

import org.jspecify.annotations.NullMarked;
