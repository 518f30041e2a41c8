package arelops.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// How tests start this program, and main classes of their own, in another Java process that is quick to start.
///
/// The first that asks packs the compiled folders into files and makes a cache of loaded classes, which Java wants of
/// files alone; all others, of this build, find it in `target`. Without the cache such processes only start slower.
public final class OwnJava {
    private static final Path FOLDER = Path.of("target", "own-java").toAbsolutePath();
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
    private static final long TRAINING_MINUTES = 10;

    private OwnJava() {}

    private static final class Made {
        private static final List<String> OPTIONS = options();

        private static List<String> options() {
            try {
                return classPath().startsWith(FOLDER.toString()) ? own() : made();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /// The command line up to the main class, with these options.
    public static List<String> command(String... options) {
        List<String> command = new ArrayList<>(quick());
        command.addAll(List.of(options));
        command.addAll(Made.OPTIONS);
        return command;
    }

    /// The JVM that costs least in a short life.
    private static List<String> quick() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
    }

    /// Those of this very process, which was started with them.
    private static List<String> own() {
        List<String> own = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:AOTCache=") || argument.startsWith("-Xlog:"))
                .toList());
        own.addAll(List.of("-cp", classPath()));
        return own;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static List<String> made() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (FileChannel channel =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Path here = FOLDER.resolve(key());
            Path done = here.resolve("class-path");
            if (!Files.exists(done)) {
                clear();
                Files.createDirectories(here);
                String packed = packed(here);
                train(here, packed);
                Files.writeString(done, packed);
            }
            String classPath = Files.readString(done);
            Path cache = here.resolve("classes.aot");
            return Files.exists(cache)
                    ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off", "-cp", classPath)
                    : List.of("-cp", classPath);
        }
    }

    /// What tells this class path, as it is compiled now, from others.
    private static String key() throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path entry : entries()) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
                    text.append('\n').append(file).append(' ').append(seen.size());
                    text.append(' ').append(seen.lastModifiedTime());
                }
            }
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> entries() {
        return Arrays.stream(classPath().split(java.io.File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .distinct()
                .filter(Files::exists)
                .toList();
    }

    /// What was made of a build before.
    private static void clear() throws IOException {
        try (Stream<Path> old = Files.walk(FOLDER)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(FOLDER) && !path.endsWith("lock")) {
                    Files.delete(path);
                }
            }
        }
    }

    private static String packed(Path here) throws IOException {
        List<String> packed = new ArrayList<>();
        for (Path entry : entries()) {
            Path file = here.resolve(packed.size() + ".jar");
            if (Files.isDirectory(entry)) {
                pack(entry, file);
            } else if (isSigned(entry)) {
                unsign(entry, file);
            } else {
                file = entry;
            }
            packed.add(file.toString());
        }
        return String.join(java.io.File.pathSeparator, packed);
    }

    private static void pack(Path folder, Path into) throws IOException {
        try (Stream<Path> files = Files.walk(folder);
                OutputStream out = Files.newOutputStream(into);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files.filter(path -> !path.equals(folder)).sorted().toList()) {
                String name = folder.relativize(file).toString();
                zip.putNextEntry(new ZipEntry(Files.isDirectory(file) ? name + "/" : name));
                if (!Files.isDirectory(file)) {
                    Files.copy(file, zip);
                }
                zip.closeEntry();
            }
        }
    }

    private static boolean isSigned(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(OwnJava::isSignature);
        }
    }

    private static boolean isSignature(ZipEntry entry) {
        return SIGNATURE.matcher(entry.getName()).matches();
    }

    /// Classes of signed files are not taken into a cache.
    private static void unsign(Path jar, Path into) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(into);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry : from.stream().filter(one -> !isSignature(one)).toList()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
    }

    private static void train(Path here, String classPath) throws IOException, InterruptedException {
        Path made = here.resolve("making.aot");
        Path work = Files.createDirectories(here.resolve("training"));
        List<String> command = new ArrayList<>(quick());
        command.addAll(
                List.of("-XX:AOTCacheOutput=" + made, "-cp", classPath, "arelops.app.up.TrainingRun", work.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(here.resolve("training.txt").toFile())
                .start();
        if (!process.waitFor(TRAINING_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() == 0 && Files.exists(made)) {
            Files.move(made, here.resolve("classes.aot"), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
