package dev.albireo.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The classes of a service without its tests. Reading them takes seconds, so each test JVM reads them once. */
public final class ShippedClasses {
    private static final Map<String, SoftReference<JavaClasses>> READ = new ConcurrentHashMap<>();

    private ShippedClasses() {}

    /** Returns the classes below a package, such as {@code dev.albireo.oauth}. */
    public static JavaClasses below(String rootPackage) {
        JavaClasses read =
                READ.getOrDefault(rootPackage, new SoftReference<>(null)).get();
        if (read != null) {
            return read;
        }
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new ShippedCode()).importPackages(rootPackage);
        READ.put(rootPackage, new SoftReference<>(classes));
        return classes;
    }
}
