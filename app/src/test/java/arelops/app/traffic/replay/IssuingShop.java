package arelops.app.traffic.replay;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A shop that gives out sessions, tokens, orders and keys, and refuses all others.
final class IssuingShop implements ScriptedServer.Script {
    private static final Pattern SESSION = Pattern.compile("Cookie: .*?sid=([^;\r\n]+)");
    private static final Pattern ORDER = Pattern.compile("/orders/(\\d+)(/receipt\\?key=(.+))?");
    private final String name;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    /// @param name that is in all that it gives out
    IssuingShop(String name) {
        this.name = name;
    }

    @Override
    public void answer(ScriptedServer.Seen request, Socket socket) throws IOException {
        String line = request.head().lines().findFirst().orElseThrow();
        if (line.startsWith("GET /login ")) {
            String session = name + "-session-" + numbers.incrementAndGet();
            String token = name + "+tok/" + numbers.incrementAndGet() + "=";
            tokens.put(session, token);
            String page =
                    "<form><input type=\"hidden\" name=\"_csrf\" value=\"" + token + "\"><input name=\"item\"></form>";
            say(socket, "200 OK", "Set-Cookie: sid=" + session + "; Path=/; HttpOnly\r\nContent-Type: text/html", page);
            return;
        }
        Matcher cookie = SESSION.matcher(request.head());
        String session = cookie.find() ? cookie.group(1) : "";
        if (!tokens.containsKey(session)) {
            say(socket, "403 Forbidden", "Content-Type: text/plain", "no session");
        } else if (line.startsWith("POST /orders ")) {
            order(request, socket, session);
        } else if (line.startsWith("POST /pay ")) {
            pay(request, socket, session);
        } else {
            shown(request, socket, session);
        }
    }

    private void order(ScriptedServer.Seen request, Socket socket, String session) throws IOException {
        String token = tokens.getOrDefault(session, "")
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D");
        if (!request.body().startsWith("_csrf=" + token + "&")) {
            say(socket, "403 Forbidden", "Content-Type: text/plain", "no token");
            return;
        }
        String order = Integer.toString(name.length() * 1_000_000 + numbers.incrementAndGet());
        owners.put(order, session);
        say(
                socket,
                "201 Created",
                "Location: /orders/" + order + "\r\nContent-Type: application/json",
                "{\"state\":\"open\",\"order\":{\"id\":" + order + "}}");
    }

    private void shown(ScriptedServer.Seen request, Socket socket, String session) throws IOException {
        Matcher matcher = ORDER.matcher(request.path());
        if (!matcher.matches() || !session.equals(owners.get(matcher.group(1)))) {
            say(socket, "404 Not Found", "Content-Type: text/plain", "no order of yours");
            return;
        }
        String order = matcher.group(1);
        String key = name + "-key-" + order;
        if (matcher.group(2) == null) {
            String json = "{\"lines\":[{\"n\":1},{\"next\":\"/orders/" + order + "/receipt?key=" + key + "\"}]}";
            say(
                    socket,
                    "200 OK",
                    "X-Pay-Nonce: " + name + "-nonce-" + order + "\r\nContent-Type: application/json",
                    json);
            return;
        }
        say(socket, key.equals(matcher.group(3)) ? "200 OK" : "403 Forbidden", "Content-Type: text/plain", "");
    }

    private void pay(ScriptedServer.Seen request, Socket socket, String session) throws IOException {
        boolean right = owners.entrySet().stream()
                .anyMatch(order -> order.getValue().equals(session)
                        && request.body().equals("{\"amount\": 5, \"order\": " + order.getKey() + "}")
                        && request.head().contains("X-Pay-Nonce: " + name + "-nonce-" + order.getKey() + "\r\n"));
        say(socket, right ? "200 OK" : "403 Forbidden", "Content-Type: text/plain", "");
    }

    private static void say(Socket socket, String status, String headers, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        ScriptedServer.say(
                socket, "HTTP/1.1 " + status + "\r\n" + headers + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }
}
