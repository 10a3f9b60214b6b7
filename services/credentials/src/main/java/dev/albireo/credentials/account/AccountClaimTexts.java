package dev.albireo.credentials.account;

/** The texts of the fields of the profile. */
final class AccountClaimTexts {
    private AccountClaimTexts() {}

    static String label(AccountMessages messages, ProfileClaim claim) {
        return switch (claim) {
            case NAME -> messages.claimName();
            case GIVEN_NAME -> messages.claimGivenName();
            case FAMILY_NAME -> messages.claimFamilyName();
            case MIDDLE_NAME -> messages.claimMiddleName();
            case NICKNAME -> messages.claimNickname();
            case GENDER -> messages.claimGender();
            case BIRTHDATE -> messages.claimBirthdate();
            case ZONEINFO -> messages.claimZone();
            case LOCALE -> messages.claimLocale();
            case PROFILE -> messages.claimProfile();
            case PICTURE -> messages.claimPicture();
            case WEBSITE -> messages.claimWebsite();
        };
    }

    /** Returns what the field accepts, or an empty text. */
    static String hint(AccountMessages messages, ProfileClaim claim) {
        return switch (claim) {
            case BIRTHDATE -> messages.hintBirthdate();
            case ZONEINFO -> messages.hintZone();
            case LOCALE -> messages.hintLocale();
            case PROFILE, PICTURE, WEBSITE -> messages.hintUrl();
            default -> "";
        };
    }
}
