package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request takes from earlier answers, and what is to be read from its own.
public final class Ties {
    /// Nothing.
    public static final Ties NONE = new Ties(HttpMessage.whole(Bytes.NONE, Bytes.NONE), List.of(), List.of());

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,30})(?:\\.\\d{1,30})?");
    private final HttpMessage request;
    private final List<Gap> gaps;
    private final List<Links.Want> wants;

    /// A value that is replaced.
    record Gap(Spot spot, long link) {}

    Ties(HttpMessage request, List<Gap> gaps, List<Links.Want> wants) {
        this.request = request;
        this.gaps = List.copyOf(gaps);
        this.wants = wants;
    }

    /// Whether the request takes anything.
    public boolean takes() {
        return !gaps.isEmpty();
    }

    /// Whether anything of its answer is needed later.
    public boolean gives() {
        return !wants.isEmpty();
    }

    /// Whether its answer's body is needed for that.
    public boolean readsBody() {
        return wants.stream().anyMatch(want -> switch (want.place().source()) {
            case AnswerPlace.Source.Cookie _, AnswerPlace.Source.Header _ -> false;
            case AnswerPlace.Source.Json _, AnswerPlace.Source.Page _ -> true;
        });
    }

    List<Gap> gaps() {
        return gaps;
    }

    List<Links.Want> wants() {
        return wants;
    }

    /// How a value is written into a gap; nothing if it cannot be.
    Optional<String> written(Gap gap, String value) {
        return switch (gap.spot().kind()) {
            case PATH, QUERY, FORM -> Optional.of(Texts.encoded(value)).filter(text -> !text.isEmpty());
            case COOKIE -> Optional.of(value).filter(text -> Texts.harmless(text, true));
            case HEADER -> Optional.of(value).filter(text -> Texts.harmless(text, false));
            case JSON -> {
                boolean text = request.body().array()[gap.spot().from()] == '"';
                yield Optional.of(!text && NUMBER.matcher(value).matches() ? value : Texts.quoted(value));
            }
        };
    }

    /// The request with these texts in its gaps; where there is none the recorded value stays. Its
    /// head says the old length.
    HttpMessage with(Map<Gap, String> texts) {
        return HttpMessage.whole(spliced(request.head(), texts, false), spliced(request.body(), texts, true));
    }

    private static Bytes spliced(Bytes in, Map<Gap, String> texts, boolean body) {
        List<Map.Entry<Gap, String>> here = new ArrayList<>(texts.entrySet());
        here.removeIf(one -> one.getKey().spot().kind().inBody() != body);
        if (here.isEmpty()) {
            return in;
        }
        here.sort(Comparator.comparingInt(one -> one.getKey().spot().from()));
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length() + 64);
        int at = in.from();
        for (Map.Entry<Gap, String> one : here) {
            Spot spot = one.getKey().spot();
            out.write(in.array(), at, spot.from() - at);
            out.writeBytes(one.getValue().getBytes(body ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            at = spot.to();
        }
        out.write(in.array(), at, in.to() - at);
        byte[] bytes = out.toByteArray();
        return Bytes.owned(bytes, 0, bytes.length);
    }
}
