package arelops.app.cli;

import arelops.app.answer.Doc;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.ZoneId;

/// Answers of the API with fixed content, and views to render them in.
final class Sample {
    static final Instant NOW = Instant.parse("2026-11-22T14:12:00Z");

    static final String STATUS = """
            {"v":1,"needsYou":true,"at":"2026-11-22T14:11:56Z",
             "sentence":"Needs you: PASSIVE waits with e6b10f7: needs approval for PASSIVE → arelops approve e6b10f7 --for passive. 9c1f2ab starts in BETA.",
             "apps":[{"name":"checkout",
              "intake":{"because":"trunk is built","act":false,"until":{"kind":"event","text":"a commit on trunk"},"gates":[]},
              "environments":[
               {"name":"beta","tag":"BETA","sha":"e6b10f7a","short":"e6b10f7","subject":"Slots","since":"2026-11-22T13:38:00Z","settled":true,"release":57,
                "attempt":{"sha":"9c1f2aba","short":"9c1f2ab","moved":false,"since":"2026-11-22T14:11:00Z"},
                "next":{"sha":"9c1f2aba","short":"9c1f2ab","where":"entering","gates":[]},"gates":[],
                "decision":{"because":"9c1f2ab starts in BETA","act":false,"until":{"kind":"event","text":"it answers its health check"}}},
               {"name":"passive","tag":"PASSIVE","skip":{"people":1,"gates":["approval","hours"]},"sha":"0c9be45a","short":"0c9be45","since":"2026-11-22T11:02:00Z","settled":true,"release":51,
                "next":{"sha":"e6b10f7a","short":"e6b10f7","where":"candidate","gates":[]},
                "decision":{"because":"PASSIVE waits with e6b10f7: needs approval for PASSIVE","act":false,
                 "until":{"kind":"person","text":"arelops approve e6b10f7 --for passive"}},
                "gates":[{"id":"settled","state":"open","sentence":"settled in BETA"},
                 {"id":"approval","state":"waiting","sentence":"needs approval for PASSIVE","measured":"0","needed":"1","by":"arelops approve e6b10f7 --for passive"},
                 {"id":"hours","state":"waiting","sentence":"closed; open mon-thu 09:00-16:00","by":"the next opening","since":"2026-11-22T10:00:00Z","eta":"2026-11-23T09:00:00Z"},
                 {"id":"canary","state":"not-performed","sentence":"canary steps are not in this release"}]},
               {"name":"production","tag":"PRODUCTION","sha":"1b7d2aaa","short":"1b7d2aa","since":"2026-11-21T12:00:00Z","settled":true,"release":44,
                "hold":{"by":"@ann","because":"cards failing","since":"2026-11-22T14:00:00Z"},
                "decision":{"because":"PRODUCTION waits with 0c9be45: PRODUCTION is held by @ann: cards failing","act":false,
                 "until":{"kind":"person","text":"arelops resume production"}},
                "gates":[{"id":"hold","state":"waiting","sentence":"PRODUCTION is held by @ann: cards failing","by":"arelops resume production"}],
                "next":{"sha":"0c9be45a","short":"0c9be45","where":"candidate","gates":[]}}]}],
             "trunk":[{"folded":14},
              {"sha":"1b7d2aaa","short":"1b7d2aa","flags":[{"app":"checkout","environment":"production"}],"builds":[{"app":"checkout","state":"built"}],"marks":[]},
              {"sha":"a83f019a","short":"a83f019","flags":[],"builds":[{"app":"checkout","state":"built"}],"marks":[]},
              {"sha":"d41c7b2a","short":"d41c7b2","flags":[],"builds":[{"app":"checkout","state":"built"}],
               "marks":[{"state":"rejected","app":"checkout","environment":"passive","error":50}]},
              {"sha":"0c9be45a","short":"0c9be45","flags":[{"app":"checkout","environment":"passive"}],"builds":[{"app":"checkout","state":"built"}],"marks":[]},
              {"sha":"e6b10f7a","short":"e6b10f7","flags":[{"app":"checkout","environment":"beta"}],"builds":[{"app":"checkout","state":"built"}],"marks":[]},
              {"sha":"9c1f2aba","short":"9c1f2ab","flags":[],"builds":[{"app":"checkout","state":"built"}],"marks":[]},
              {"sha":"77e0c31a","short":"77e0c31","flags":[],"builds":[{"app":"checkout","state":"at-work"}],"marks":[]}],
             "errors":[{"number":50,"environment":"passive","rejected":{"short":"d41c7b2"}}],
             "relaxed":[{"key":"approvals","sentence":"fewer than two"}],
             "notInThisRelease":[{"key":"environments.production.canary","sentence":"later"}],
             "rules":{"digest":"sha256:0","trunk":"main"}}
            """;

    static final String JOURNEY = """
            {"v":1,"sha":"0c9be45a","short":"0c9be45","subject":"Log basket id \\u001b[31mwith every charge","author":"Dev One",
             "at":"2026-11-21T16:20:00Z","onTrunk":true,"seenAt":"2026-11-21T16:21:00Z","approvals":["rev-1","rev-2"],
             "checks":[{"name":"tests","outcome":"passed"}],
             "apps":[{"name":"checkout","built":true,"notBuilt":false,"release":51,"artifact":"sha256:9f2c00000000000000000000",
              "gates":[{"id":"approval","state":"open","sentence":"approved","measured":"2","needed":"2"}],
              "environments":[{"name":"beta","state":"contained"},{"name":"passive","state":"runs"},{"name":"production","state":"not-yet"}]}],
             "entries":[{"seq":51,"at":"2026-11-22T09:58:00Z","kind":"built","by":"arelops/c1","subject":"checkout release 51 built from 0c9be45"}]}
            """;

    private Sample() {}

    static Doc doc(String json) {
        try {
            return new Doc(new JsonMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static View plain(int columns) {
        return new View(false, true, columns, NOW, ZoneId.of("UTC"));
    }

    static View colour(int columns) {
        return new View(true, true, columns, NOW, ZoneId.of("UTC"));
    }
}
