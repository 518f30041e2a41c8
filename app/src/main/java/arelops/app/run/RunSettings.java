package arelops.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where jobs live and what they are given.
///
/// `data` is the program's data folder: records of jobs go to `data/jobs`, and jobs never see it. `work` holds
/// workspaces and caches; it lies outside `data`, and where another user runs the jobs every folder above it must be
/// passable (`x`) for everyone. `hidden` are further files and folders that jobs must not see (keys, tokens).
public record RunSettings(
        Path data, Path work, List<Path> hidden, Optional<Path> javaHome, String searchPath, Capacity capacity) {
    public static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public RunSettings {
        data = data.toAbsolutePath().normalize();
        work = work.toAbsolutePath().normalize();
        hidden = hidden.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        if (work.startsWith(data)) {
            throw new IllegalArgumentException("workspaces (" + work + ") must lie outside the data folder " + data);
        }
    }

    public static RunSettings in(Path data, Path work) {
        return new RunSettings(data, work, List.of(), Optional.empty(), USUAL_PATH, Capacity.USUAL);
    }

    /// How many jobs run at once, and how many bytes of disk stay free whatever they do.
    public record Capacity(int jobs, long keepFree) {
        /// Two jobs; 256 MiB stay free.
        public static final Capacity USUAL = new Capacity(2, 256L << 20);

        public Capacity {
            if (jobs < 1 || keepFree < 0) {
                throw new IllegalArgumentException(
                        "at least one job and no negative reserve: " + jobs + ", " + keepFree);
            }
        }
    }

    /// The home folder of jobs with this cache.
    Path cache(Cache cache) {
        return work.resolve("cache").resolve(cache.folder());
    }

    Path records() {
        return data.resolve("jobs");
    }
}
