package arelops.core.queue;

import java.util.regex.Pattern;

/// A path of a module as the config writes it: a file, a folder with all that is in it, or a pattern.
final class PathPattern {
    private final Pattern pattern;

    PathPattern(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.pattern = Pattern.compile(path.equals(".") ? ".*" : expression(path) + "(/.*)?", Pattern.DOTALL);
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    private static String expression(String path) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < path.length()) {
            if (path.startsWith("**/", at)) {
                expression.append("(.*/)?");
                at += 3;
            } else if (path.startsWith("**", at)) {
                expression.append(".*");
                at += 2;
            } else {
                char one = path.charAt(at);
                expression.append(one == '*' ? "[^/]*" : one == '?' ? "[^/]" : Pattern.quote(String.valueOf(one)));
                at++;
            }
        }
        return expression.toString();
    }
}
