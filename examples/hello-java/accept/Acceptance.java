import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Asks a deployed shop, over HTTP only, what its users need. Ends with 1 and says why if something is wrong.
public final class Acceptance {
    private static final int PATIENCE = 10_000;

    private static int failures;

    private Acceptance() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: sh accept.sh URL");
            System.exit(2);
        }
        String url = args[0].replaceFirst("/+$", "");
        expect(url + "/health", 200, "ok");
        expect(url + "/", 200, "Hello");
        expect(url + "/basket?items=apples:2,bread:1", 200, "\"goods\":860");
        expect(url + "/basket?items=apples:2,bread:1", 200, "\"slot\":\"20");
        expect(url + "/basket?items=gold:1", 400, "article");
        expect(url + "/version", 200, "\"app\":\"hello\"");
        System.out.println(failures == 0 ? "6 of 6 as expected" : failures + " of 6 not as expected");
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void expect(String url, int status, String part) {
        String answer;
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            int code = connection.getResponseCode();
            String body = text(code < 400 ? connection.getInputStream() : connection.getErrorStream());
            if (code == status && body.contains(part)) {
                return;
            }
            answer = code + ": " + body.strip();
        } catch (IOException e) {
            answer = "not at all (" + e + ")";
        }
        failures++;
        System.out.println("FAILED: " + url + " should answer " + status + " with '" + part + "', but answered " + answer);
    }

    private static String text(InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
