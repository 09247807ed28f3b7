package dev.pollwatch.view.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** One of the files that guard the endpoint. Only a regular file is read, and no more of it than a certificate chain may be long. */
final class GuardFile {

    private static final int MOST_BYTES = 1 << 20;

    private GuardFile() {}

    /**
     * Reads one.
     *
     * @param path where it is
     * @param option the option that names it
     * @return what is in it
     * @throws BadFileException when that is not possible
     */
    static byte[] read(Path path, String option) throws BadFileException {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw bad(path, option, "is no regular file; give a file");
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw bad(path, option, "is larger than 1 MiB; see that it is the right one");
                }
                return bytes;
            }
        } catch (NoSuchFileException missing) {
            throw bad(path, option, "does not exist; make it, or mend the path");
        } catch (AccessDeniedException denied) {
            throw bad(path, option, "may not be read by this process; let its user read it");
        } catch (IOException | SecurityException failed) {
            throw bad(path, option, "cannot be read (" + failed.getMessage() + ")");
        }
    }

    static BadFileException bad(Path path, String option, String why) {
        return new BadFileException("the file " + path + " of " + option + " " + why);
    }
}
