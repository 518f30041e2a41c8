package arelops.app.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts the calls of effectful ports, writes each down before and after it, and lets a fate befall one of them.
final class Calls {
    private final Path log;
    private final Fate fate;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, AtomicLong> named = new ConcurrentHashMap<>();

    Calls(Path log, Fate fate) {
        this.log = log;
        this.fate = fate;
    }

    /// One call.
    ///
    /// @param number its number among all, from 1 on
    /// @param ofName its number among those of its name
    /// @param name port and method, such as `DeployTarget.route`
    record Call(long number, long ofName, String name) {
        @Override
        public String toString() {
            return number + " " + name;
        }
    }

    /// What happens at a call; it may end or stop this very process, or another one.
    interface Fate {
        void before(Call call);

        /// Gives the answer to hand on in place of the real one.
        @Nullable
        Object after(Call call, @Nullable Object answer);
    }

    /// The same port, of which these methods are counted.
    <T> T of(Class<T> port, T real, String... effects) {
        Set<String> names = Set.of(effects);
        if (!Arrays.stream(port.getMethods())
                .map(java.lang.reflect.Method::getName)
                .toList()
                .containsAll(names)) {
            throw new IllegalArgumentException(port + " has not all of " + names);
        }
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    Callable<@Nullable Object> call = () -> {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() instanceof Exception fault ? fault : e;
                        }
                    };
                    return names.contains(method.getName())
                            ? counted(port.getSimpleName() + "." + method.getName(), call)
                            : call.call();
                }));
    }

    private @Nullable Object counted(String name, Callable<@Nullable Object> call) throws Exception {
        Call made = new Call(
                count.incrementAndGet(),
                named.computeIfAbsent(name, _ -> new AtomicLong()).incrementAndGet(),
                name);
        fate.before(made);
        write(made.toString());
        try {
            Object answer = call.call();
            write(made + " = " + answer);
            return fate.after(made, answer);
        } catch (Exception e) {
            write(made + " = " + e);
            throw e;
        }
    }

    private void write(String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count() {
        return count.get();
    }

    /// What was written down so far.
    static List<String> in(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
