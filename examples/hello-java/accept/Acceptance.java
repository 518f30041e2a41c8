import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a deployed shop, over HTTP only, what its users need. Ends with 1 and says why if something is wrong.
public final class Acceptance {
    private static int failures;

    private Acceptance() {}

    public static void main(String[] args) throws InterruptedException {
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

    private static void expect(String url, int status, String part) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
        String answer;
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == status && response.body().contains(part)) {
                return;
            }
            answer = response.statusCode() + ": " + response.body().strip();
        } catch (IOException e) {
            answer = "not at all (" + e + ")";
        }
        failures++;
        System.out.println("FAILED: " + url + " should answer " + status + " with '" + part + "', but answered " + answer);
    }
}
