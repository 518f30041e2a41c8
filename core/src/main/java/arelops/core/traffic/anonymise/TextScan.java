package arelops.core.traffic.anonymise;

/// Goes through a text once and replaces values: those that detectors know, or those and all other words and numbers.
final class TextScan {
    private static final int FEWEST_DIGITS = 10;
    private static final int SHORTEST_HEX = 16;
    private static final int SHORT_UUID = 32;
    private final Pseudonyms pseudonyms;
    private final Finds finds;
    private final Values values;
    private final Output fake = new Output();
    private byte[] in = new byte[0];
    private int from;
    private int to;
    private boolean all;
    private int sign;
    private int noLocalBefore;
    private int noTokenBefore;

    TextScan(Pseudonyms pseudonyms, Finds finds, Values values) {
        this.pseudonyms = pseudonyms;
        this.finds = finds;
        this.values = values;
    }

    /// Replaces every word and number.
    void hide(byte[] text, int start, int end, Sink sink) {
        all = true;
        scan(text, start, end, indexOf(text, '@', start, end), sink);
    }

    /// Replaces what detectors know.
    void detect(byte[] text, int start, int end, Sink sink) {
        int run = 0;
        int longest = 0;
        int digits = 0;
        int at = end;
        for (int i = start; i < end; i++) {
            int kind = Ascii.kind(text[i]);
            if ((kind & (Ascii.PLAIN | Ascii.JOINER)) != 0) {
                run++;
                digits += kind >> 2 & 1;
                continue;
            }
            longest = Math.max(longest, run);
            run = 0;
            at = text[i] == '@' && at == end ? i : at;
        }
        longest = Math.max(longest, run);
        if (at == end && digits < FEWEST_DIGITS - 2 && longest < Forms.SHORTEST_TOKEN) {
            return;
        }
        all = false;
        scan(text, start, end, at, sink);
    }

    private void scan(byte[] text, int start, int end, int firstSign, Sink sink) {
        in = text;
        from = start;
        to = end;
        sign = firstSign;
        noLocalBefore = start;
        noTokenBefore = start;
        int at = start;
        while (at < end) {
            byte c = text[at];
            boolean word = Ascii.is(c, Ascii.WORD);
            if (!word && c != '+' && c != '(') {
                at++;
                continue;
            }
            int stop = word && sign < to ? email(at, sink) : -1;
            if (stop < 0) {
                stop = Ascii.is(c, Ascii.DIGIT) || !word ? numeric(at, sink) : lettered(at, sink);
            }
            if (stop > 0) {
                at = stop;
                continue;
            }
            stop = at + 1;
            while (word && stop < end && Ascii.is(text[stop], Ascii.WORD)) {
                stop++;
            }
            if (all && word) {
                replace(isHex(at, stop) ? hexForm(stop - at) : Form.WORD, at, stop, sink);
            }
            at = stop;
        }
    }

    private int email(int at, Sink sink) {
        if (at < noLocalBefore) {
            return -1;
        }
        if (sign < at) {
            sign = indexOf(in, '@', at, to);
        }
        int local = Forms.local(in, at, to);
        int end = local < to && in[local] == '@' ? Forms.email(in, local, to) : -1;
        if (end < 0) {
            noLocalBefore = local + 1;
            return -1;
        }
        finds.detected(Detector.EMAIL, in, at, end);
        replace(Form.EMAIL, at, end, sink);
        return end;
    }

    private int numeric(int at, Sink sink) {
        boolean open = at == from || in[at - 1] != '.' && in[at - 1] != '-' || all;
        int end = open && Ascii.is(in[at], Ascii.DIGIT) ? Cards.end(in, at, to) : -1;
        if (end > 0) {
            finds.detected(Detector.CARD, in, at, end);
            replace(Form.CARD, at, end, sink);
            return end;
        }
        end = open ? Forms.phone(in, at, to) : -1;
        if (end > 0) {
            finds.detected(Detector.PHONE, in, at, end);
            replace(Form.PHONE, at, end, sink);
            return end;
        }
        return Ascii.is(in[at], Ascii.DIGIT) ? ids(at, sink, digitForms(at, sink)) : -1;
    }

    /// Dates, times and addresses, where everything is hidden.
    private int digitForms(int at, Sink sink) {
        if (!all) {
            return -1;
        }
        int end = Forms.date(in, at, to);
        if (end > 0) {
            replace(Form.DATE, at, end, sink);
            return end < to && in[end] == 'T' ? end + 1 : end;
        }
        end = Forms.time(in, at, to);
        if (end > 0) {
            replace(Form.TIME, at, end, sink);
            return end;
        }
        end = Forms.ipv4(in, at, to);
        if (end > 0) {
            replace(Form.IPV4, at, end, sink);
        }
        return end;
    }

    private int lettered(int at, Sink sink) {
        int end = Ibans.end(in, at, to);
        if (end > 0) {
            finds.detected(Detector.IBAN, in, at, end);
            replace(Form.IBAN, at, end, sink);
            return end;
        }
        end = Forms.jwt(in, at, to);
        if (end > 0) {
            finds.detected(Detector.JWT, in, at, end);
            values.token(in, at, end, sink);
            return end;
        }
        return ids(at, sink, -1);
    }

    /// What letters and digits may both begin: a UUID, an address of IPv6, a random token.
    private int ids(int at, Sink sink, int already) {
        if (already > 0) {
            return already;
        }
        int end = Ascii.is(in[at], Ascii.HEX) ? Forms.uuid(in, at, to) : -1;
        if (end > 0) {
            if (all) {
                replace(Form.UUID, at, end, sink);
            }
            return end;
        }
        end = all && Ascii.is(in[at], Ascii.HEX) ? Forms.ipv6(in, at, to) : -1;
        if (end > 0) {
            replace(Form.IPV6, at, end, sink);
            return end;
        }
        if (at < noTokenBefore) {
            return -1;
        }
        end = Forms.run(in, at, to);
        noTokenBefore = end;
        if (end - at < Forms.SHORTEST_TOKEN || Forms.isHash(in, at, end) || !Forms.isRandom(in, at, end)) {
            return -1;
        }
        finds.detected(Detector.TOKEN, in, at, end);
        replace(Form.TOKEN, at, end, sink);
        return end;
    }

    private boolean isHex(int at, int end) {
        if (end - at < SHORTEST_HEX) {
            return false;
        }
        int kinds = 0;
        for (int i = at; i < end; i++) {
            kinds |= Ascii.kind(in[i]);
            if (!Ascii.is(in[i], Ascii.HEX)) {
                return false;
            }
        }
        return (kinds & Ascii.DIGIT) != 0 && (kinds & Ascii.LETTER) != 0;
    }

    private static Form hexForm(int length) {
        return length == SHORT_UUID ? Form.UUID : Form.HEX;
    }

    private void replace(Form form, int at, int end, Sink sink) {
        fake.clear();
        if (pseudonyms.write(form, in, at, end, fake)) {
            finds.issued(fake, 0);
        }
        sink.replace(at, end, fake);
    }

    private static int indexOf(byte[] in, char wanted, int from, int to) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}
