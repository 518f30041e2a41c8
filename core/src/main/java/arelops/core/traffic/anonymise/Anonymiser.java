package arelops.core.traffic.anonymise;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes persons and secrets out of exchanges. One for each thread; those with equal keys and rules do
/// the same.
///
/// It never throws on what was recorded: what it does not understand is blanked or left out, and
/// counted.
public final class Anonymiser {
    private final Finds finds;
    private final RuleIndex rules;
    private final Values values;
    private final MessageHiding messages;
    private int emptied;

    /// With the key and the rules of a vault, which takes the originals that the leak scan will look
    /// for.
    public Anonymiser(Vault vault) {
        rules = vault.rules();
        finds = new Finds(rules, vault);
        values = new Values(new Pseudonyms(vault.key()), finds, rules, 0);
        messages = new MessageHiding(values);
    }

    /// The exchange as it may be stored. The recording's own times and session stay.
    public Anonymised anonymise(Exchange exchange) {
        if (finds.emptied() != emptied) {
            emptied = finds.emptied();
            values.forget();
        }
        long before = finds.replaced();
        HttpMessage request = messages.request(exchange.request());
        Optional<HttpMessage> response = exchange.response().map(messages::response);
        return new Anonymised(exchange.with(request, response), finds.replaced() - before, finds.takeTroubles());
    }

    /// How often each rule, detector and default hid something so far; those that never did are not in
    /// it.
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int source = 0; source < finds.counts().length; source++) {
            if (finds.counts()[source] > 0) {
                counts.merge(rules.sources().get(source), finds.counts()[source], Long::sum);
            }
        }
        return counts;
    }
}
