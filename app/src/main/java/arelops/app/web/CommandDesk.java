package arelops.app.web;

import arelops.app.reconcile.Observed;
import arelops.core.id.AppName;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes people's commands in, and passes them to the controller.
final class CommandDesk {
    private static final String ALL = "all";

    private final Engine engine;

    CommandDesk(Engine engine) {
        this.engine = engine;
    }

    Sent take(Question question) {
        Observed observed = Endpoints.observed(engine.board());
        JsonNode body = question.body();
        List<JsonNode> each = new ArrayList<>();
        if (body.path("environment").asText("").equals(ALL)) {
            each.addAll(everywhere((ObjectNode) body, observed));
        } else {
            each.add(body);
        }
        List<String> sentences = new ArrayList<>();
        int people = 0;
        for (JsonNode one : each) {
            CommandReader reader = new CommandReader(one, new Commits(observed)::named);
            Command command = reader.read();
            AppName app = app(Optional.of(one.path("app").asText("")).filter(name -> !name.isEmpty()));
            Answer answer =
                    engine.command(app, question.by().name(), question.by().role(), command, reader.because());
            switch (answer) {
                case Answer.Accepted accepted -> {
                    sentences.add(accepted.sentence());
                    people = Math.max(people, accepted.people());
                }
                case Answer.Refused refused -> {
                    return refused(refused);
                }
            }
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.put("accepted", true).put("sentence", String.join("; ", sentences));
        if (people > 0) {
            out.put("people", people);
        }
        return Sent.ok(out);
    }

    /// The same command for every environment, the one closest to customers first.
    private static List<JsonNode> everywhere(ObjectNode body, Observed observed) {
        String command = body.path("command").asText("");
        if (!command.equals("hold") && !command.equals("resume")) {
            throw Question.input("Only hold and resume work on all environments", "Name one environment.");
        }
        List<JsonNode> each = new ArrayList<>();
        for (AppPolicy app : observed.rules().policy().apps()) {
            if (!body.has("app")
                    || body.path("app").asText("").equals(app.name().text())) {
                for (EnvironmentPolicy environment :
                        observed.rules().policy().line().reversed()) {
                    each.add(body.deepCopy()
                            .put("app", app.name().text())
                            .put("environment", environment.name().text()));
                }
            }
        }
        return each;
    }

    private static Sent refused(Answer.Refused refused) {
        return refused(refused.reason(), refused.because(), refused.mend());
    }

    /// A refusal as an error; nothing was recorded.
    static Sent refused(Answer.Reason reason, String because, String mend) {
        int status = switch (reason) {
            case RULE -> 409;
            case ROLE -> 403;
            case INPUT -> 400;
        };
        int exit = switch (reason) {
            case RULE -> 3;
            case ROLE -> 4;
            case INPUT -> 2;
        };
        String code = "command." + GateJson.word(reason);
        Sent error = Sent.error(status, code, because, mend, exit);
        ((ObjectNode) error.body())
                .putObject("refusal")
                .put("reason", GateJson.word(reason))
                .put("because", because)
                .put("mend", mend);
        return error;
    }

    /// The app of this name; without a name the only one.
    AppName app(Optional<String> name) {
        List<AppPolicy> apps =
                Endpoints.observed(engine.board()).rules().policy().apps();
        String known =
                String.join(", ", apps.stream().map(app -> app.name().text()).toList());
        if (name.isEmpty()) {
            if (apps.size() == 1) {
                return apps.getFirst().name();
            }
            throw Question.input("This repository has several apps", "Say which: --app with one of " + known + ".");
        }
        return apps.stream()
                .map(AppPolicy::name)
                .filter(app -> app.text().equals(name.get()))
                .findFirst()
                .orElseThrow(
                        () -> Question.unknown("There is no app '" + name.get() + "'", "The apps: " + known + "."));
    }

    static AppName name(String text) {
        try {
            return new AppName(text);
        } catch (IllegalArgumentException e) {
            throw Question.input("'" + text + "' is no name of an app", "See arelops status.");
        }
    }
}
