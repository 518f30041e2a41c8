package arelops.app.traffic.format;

import java.util.Locale;

/// The parts of a URL that a request is made of. A name and password in it are left out.
record HarUrl(String authority, String target) {
    static HarUrl of(String url) throws Refused {
        HeadText.checkText(url);
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Refused(url.isEmpty() ? ImportTrouble.UNREADABLE : ImportTrouble.NOT_HTTP);
        }
        int start = colon + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        boolean known = HeadText.all(authority, c -> Character.isLetterOrDigit(c) || ".-_:[]%".indexOf(c) >= 0);
        if (authority.isEmpty() || !known) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        int fragment = url.indexOf('#', end);
        String target = url.substring(end, fragment < 0 ? url.length() : fragment);
        return new HarUrl(authority, target.startsWith("/") ? target : "/" + target);
    }
}
