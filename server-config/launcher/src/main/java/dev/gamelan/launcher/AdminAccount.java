package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The passwords of a domain, in a file of the form that asadmin reads.
 *
 * @param file with mode 0600, in the home directory
 * @param password of the user admin
 * @param masterPassword of the domain's key stores
 */
record AdminAccount(Path file, String password, String masterPassword) {

    static final String USER = "admin";

    private static final String PASSWORD = "AS_ADMIN_PASSWORD=";
    private static final String MASTER_PASSWORD = "AS_ADMIN_MASTERPASSWORD=";
    private static final SecureRandom RANDOM = new SecureRandom();

    static AdminAccount create(Path file) {
        AdminAccount account = new AdminAccount(file, random(), random());
        PrivateFile.write(file, PASSWORD + account.password + "\n" + MASTER_PASSWORD + account.masterPassword + "\n");
        return account;
    }

    static AdminAccount read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new AdminAccount(file, value(file, lines, PASSWORD), value(file, lines, MASTER_PASSWORD));
        } catch (IOException e) {
            throw new LauncherException(
                    "Cannot read the passwords of the domain in " + file
                            + ". Without it, delete the directory domains beside it and run ./gamelan up again;"
                            + " events and runs are in data and are kept.",
                    e);
        }
    }

    private static String value(Path file, List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElseThrow(() -> new LauncherException(file + " has no line " + key));
    }

    private static String random() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "passwords in " + file;
    }
}
