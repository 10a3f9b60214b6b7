package dev.albireo.testkit;

import java.util.List;

/** Password hashes that were computed by other implementations; none by the code that they test. */
public final class ForeignPasswords {
    /** The password of most of them; it is not ASCII, so that the encoding is tested too. */
    public static final String PASSWORD = "correct horse b\u00e4ttery";

    private static final String FIREBASE =
            "$firebase-scrypt$ln=14,r=8$42xEC+ixf3L2lw==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$";

    /**
     * One hash.
     *
     * @param name a name of letters, digits and hyphens
     * @param source what computed it
     */
    public record ForeignPassword(String name, String source, String hash, String password) {
        @Override
        public String toString() {
            return name + " of " + source;
        }
    }

    private ForeignPasswords() {}

    /** Returns at least one hash of every supported format. */
    public static List<ForeignPassword> all() {
        return List.of(
                of(
                        "argon2id",
                        "argon2-cffi 25.1.0",
                        "$argon2id$v=19$m=65536,t=3,p=4$UBVKwklJ1ccrjhIEvOLqIw$G/UrsV+Af4KhMEfreaqwDEkdQ2dHVbq3oFAi7FKYNAM"),
                of(
                        "argon2i",
                        "argon2-cffi 25.1.0",
                        "$argon2i$v=19$m=4096,t=3,p=1$7nlFhpdW556K/5aAwYhNOw$4HzkIPH86lDhlkO9CNOedrBsELvw50QzMdSkmCl8QB0"),
                of(
                        "bcrypt-2b",
                        "bcrypt 5.0.0 for Python",
                        "$2b$10$eAXmrixVlFl8yS6RHQej6e7yILvfFEt43Ku4.i9Te4FzU7O08bw52"),
                of(
                        "bcrypt-2a",
                        "bcrypt 5.0.0 for Python",
                        "$2a$08$1JgxODDtoYjXqxe.HE7b8OW4ED6JYSxrAkTEYZU5C4ylPq89lJIUu"),
                of(
                        "bcrypt-2y",
                        "htpasswd of Apache 2.4",
                        "$2y$10$eD7ZWjaHD8kY6Io59u9I8Ohs8YAX9UEGpt7tVqSGzigK0Xgetxmxi"),
                of("pbkdf2-sha1", "passlib 1.7.4", "$pbkdf2$12000$Q2hNKSXE.N/7f2/NmZPy3g$0qpUaGTqEsceOMFSpxKFGn3YoQw"),
                of(
                        "pbkdf2-sha256",
                        "passlib 1.7.4",
                        "$pbkdf2-sha256$12000$6B3jnLMWAuC8d24N4dy7Fw$HivGywdMkKGK0tAPZQrtDVm9aVEYcg4T/US42rkVVEw"),
                of(
                        "pbkdf2-sha512",
                        "passlib 1.7.4",
                        "$pbkdf2-sha512$12000$qfX.35vTei.l1JoTwlhr7Q$Gq6JEYmZFx6JGGj4EDyf/SIPPv8rYgiTYnXNLeZj.CP1NY4W/5kNZD0FqDYfWjT9zxPImIiQ9xM7H.3FFjhmlA"),
                of(
                        "keycloak-sha1",
                        "hashlib of Python, as a credential of a Keycloak export",
                        keycloak(
                                "VMlW7hhO/kVv3hPlrxAuYxrC2EU6vAPTD29XCd5ObYKS4GxtzzRfggbUGIGbykyYSmLEl87Ax2MvR8ApsgHedg==",
                                "t3f1o8hSxyfMoofuzlNILA==",
                                "\\\"hashIterations\\\":20000,\\\"algorithm\\\":\\\"pbkdf2\\\"")),
                of(
                        "keycloak-sha256",
                        "hashlib of Python, as a credential of a Keycloak export",
                        keycloak(
                                "c3K83r/2xyGYOiJF1cdOCNCQR/r/flLe1NcmO5TCZ47AWmjG2SGXxj4lyHswpWgvwtpL+ArMVgApO0En/vrPVA==",
                                "ilt6Ak4TSmGzig1fvjmZhw==",
                                "\\\"hashIterations\\\":27500,\\\"algorithm\\\":\\\"pbkdf2-sha256\\\"")),
                of(
                        "keycloak-sha512",
                        "hashlib of Python, as a credential of a Keycloak export",
                        keycloak(
                                "afWqj7Tl5AsTG27ro1IIbIREJ3b/yNoiUfJO3OvdlsGl0Nh9oMr3Ulq+m37SVRwE23epN9m27OELjHuj4QSoYQ==",
                                "2G9BfaaaqazCLH92UDEBfQ==",
                                "\\\"hashIterations\\\":21000,\\\"algorithm\\\":\\\"pbkdf2-sha512\\\"")),
                of(
                        "keycloak-argon2",
                        "argon2-cffi 25.1.0, as a credential of a Keycloak export",
                        keycloak(
                                "g0UMgjTVZdsEAWV50oRZh3cKmmd65S+s31kcVe5J6yc=",
                                "5iSXXRVndhwZDLqtv5NfgA==",
                                "\\\"hashIterations\\\":5,\\\"algorithm\\\":\\\"argon2\\\",\\\"additionalParameters\\\":{\\\"hashLength\\\":[\\\"32\\\"],\\\"memory\\\":[\\\"7168\\\"],\\\"type\\\":[\\\"id\\\"],\\\"version\\\":[\\\"1.3\\\"],\\\"parallelism\\\":[\\\"1\\\"]}")),
                of(
                        "django-sha256",
                        "Django 5.2",
                        "pbkdf2_sha256$30000$seasalt2$a1eFqz6sT+lEsiv5P2nDjgjKLnzyrQKYRW4GwMYIQG4="),
                of("django-sha1", "Django 5.2", "pbkdf2_sha1$30000$seasalt2$U3KpveO32wmVoK7C10vYjnwHYQA="),
                of(
                        "django-argon2",
                        "Django 5.2",
                        "argon2$argon2id$v=19$m=102400,t=2,p=8$dTByS3ZWU2hUSmh5d2hzV01heEI3cA$Di/w1YPQkHlbBrpz7+Axs+95nGsatEbUtct+EZva7Lk"),
                of(
                        "django-bcrypt",
                        "Django 5.2",
                        "bcrypt$$2b$12$xANHaUJx.wCvL6konZDapuHHNIMWOXwPucN/oEy0PPdyFDC2ij.gO"),
                new ForeignPassword(
                        "aspnet-sha256",
                        "the tests of ASP.NET Identity",
                        "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
                        "my password"),
                of(
                        "aspnet-sha512",
                        "hashlib of Python, in the form of ASP.NET Identity",
                        "AQAAAAIAAYagAAAAEPVmUj8pk6SyA8wvrhsFlaCjHx3xxVdqWs2eQhYyQMGTJUTJerm09ywLzdOKJroU2A=="),
                of(
                        "scrypt",
                        "passlib 1.7.4",
                        "$scrypt$ln=14,r=8,p=1$IARgbA0hZAxBiBFiTMmZcw$6nIuhhX5Ux3XCCQGz0xPjxxsDAt9cwtT0QjlKSjfVz8"),
                of(
                        "scrypt-parallel",
                        "passlib 1.7.4",
                        "$scrypt$ln=12,r=4,p=2$pLT2vlfKOcfYO6fU2rt3Dg$Y5FWCKrK3+cf9Dzl6229XT2FZ9cjfrS84m6dAHt3tz4"),
                new ForeignPassword(
                        "firebase-documented",
                        "the documentation of Firebase's scrypt",
                        FIREBASE
                                + "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
                        "user1password"),
                of(
                        "firebase",
                        "crypto of Node.js 18",
                        FIREBASE
                                + "/9PloMaILcKcG64cOgOI0BzTgIsYbVDMOiprtlWN7RHNEAzjV0WnIXX9GQpaBB8I3aW2cO73RKvGsPRt6kGpKg=="),
                of("ssha", "passlib 1.7.4", "{SSHA}k2vOS9zDZwkPZ4ytjenx1i3vdpDLmRNC"),
                of("ssha256", "passlib 1.7.4", "{SSHA256}D2Uf/CeM3R9VswY2dZsOBjozPiDL6SD9JSTHrJNuOeQUQmhNydn7Pw=="),
                of(
                        "ssha512",
                        "passlib 1.7.4",
                        "{SSHA512}iMyjoXM/0Tc/k1S1gz0Y8rML2SbAtxyxX4T8+SqOXBlAwBuNAfZUqg+O7uNCQLsdqgyKF13MNxGuqHN2O2C7NxSiVArhvDcG"),
                of(
                        "ldap-argon2",
                        "argon2-cffi 25.1.0, as a userPassword of OpenLDAP",
                        "{ARGON2}$argon2i$v=19$m=4096,t=3,p=1$7nlFhpdW556K/5aAwYhNOw$4HzkIPH86lDhlkO9CNOedrBsELvw50QzMdSkmCl8QB0"),
                of(
                        "ldap-crypt",
                        "bcrypt 5.0.0 for Python, as a userPassword of OpenLDAP",
                        "{CRYPT}$2b$10$eAXmrixVlFl8yS6RHQej6e7yILvfFEt43Ku4.i9Te4FzU7O08bw52"));
    }

    private static ForeignPassword of(String name, String source, String hash) {
        return new ForeignPassword(name, source, hash, PASSWORD);
    }

    private static String keycloak(String value, String salt, String data) {
        return "{\"secretData\":\"{\\\"value\\\":\\\"" + value + "\\\",\\\"salt\\\":\\\"" + salt
                + "\\\",\\\"additionalParameters\\\":{}}\",\"credentialData\":\"{" + data + "}\"}";
    }
}
