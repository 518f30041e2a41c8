package arelops.core.difference;

/// What requests of a kind have in common: the method, and the path with `{}` in place of ids.
final class Route {
    private static final int LONGEST = 200;
    private static final String ID = "{}";

    private Route() {}

    /// The route of a request; its query is no part of it.
    static String of(String method, String target) {
        int end = target.length();
        int query = target.indexOf('?');
        end = query < 0 ? end : query;
        int from = 0;
        int server = target.indexOf("://");
        if (server > 0 && server < end) {
            int path = target.indexOf('/', server + 3);
            from = path < 0 || path > end ? end : path;
        }
        StringBuilder route = new StringBuilder(method).append(' ');
        while (from < end && route.length() < LONGEST) {
            int slash = target.indexOf('/', from);
            int stop = slash < 0 || slash > end ? end : slash;
            String part = target.substring(from, stop);
            route.append(Form.isId(part) ? ID : part);
            if (stop < end) {
                route.append('/');
            }
            from = stop + 1;
        }
        route.setLength(Math.min(route.length(), LONGEST));
        return route.toString();
    }
}
