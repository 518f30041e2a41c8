package arelops.core.traffic.anonymise;

/// Goes through a text once and replaces values: those that detectors know, or those and all other
/// words and numbers.
final class TextScan {
    static final int FEWEST_DIGITS = 8;

    /// An address as `a@b.cc`; all else that is detected is longer.
    private static final int SHORTEST_FOUND = 6;

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
    private boolean held;
    private int sign;
    private int noLocalBefore;
    private int noTokenBefore;
    private final TokenEnds tokenEnds = new TokenEnds();

    TextScan(Pseudonyms pseudonyms, Finds finds, Values values) {
        this.pseudonyms = pseudonyms;
        this.finds = finds;
        this.values = values;
    }

    /// Forgets the last text.
    void forget() {
        in = new byte[0];
    }

    /// Replaces every word and number.
    void hide(byte[] text, int start, int end, Sink sink) {
        hide(text, start, end, sink, false);
    }

    /// Replaces every word and number.
    ///
    /// @param heldWhole whether the whole text is held as an original
    void hide(byte[] text, int start, int end, Sink sink, boolean heldWhole) {
        all = true;
        held = heldWhole;
        scan(text, start, end, indexOf(text, '@', start, end), sink);
    }

    /// Replaces a number, of which all bytes are digits. Only cards may be found in those.
    void hideDigits(byte[] text, int start, int end, Sink sink) {
        if (end - start >= Cards.SHORTEST) {
            hide(text, start, end, sink);
            return;
        }
        in = text;
        replace(Form.WORD, start, end, sink);
    }

    /// Replaces what detectors know.
    void detect(byte[] text, int start, int end, Sink sink) {
        if (end - start < SHORTEST_FOUND) {
            return;
        }
        int run = 0;
        int longest = 0;
        int digits = 0;
        int mostDigits = 0;
        int at = end;
        for (int i = start; i < end; i++) {
            int kind = Ascii.kind(text[i]);
            if ((kind & Ascii.DIGIT) != 0) {
                digits++;
                mostDigits = Math.max(mostDigits, digits);
            } else if ((kind & (Ascii.LETTER | Ascii.JOINER)) != 0) {
                digits = (kind & Ascii.LETTER) == 0 ? digits : 0;
            } else if (text[i] != '+' && text[i] != '/' && text[i] != '=') {
                run = 0;
                at = text[i] == '@' && at == end ? i : at;
                continue;
            }
            run++;
            longest = Math.max(longest, run);
        }
        if (at == end && mostDigits < FEWEST_DIGITS && longest < Forms.SHORTEST_TOKEN) {
            return;
        }
        all = false;
        held = false;
        scan(text, start, end, at, sink);
    }

    private void scan(byte[] text, int start, int finish, int firstSign, Sink sink) {
        in = text;
        from = start;
        to = finish;
        sign = firstSign;
        noLocalBefore = start;
        noTokenBefore = start;
        tokenEnds.begin(start);
        int at = start;
        while (at < finish) {
            byte c = text[at];
            boolean word = Ascii.is(c, Ascii.WORD);
            if (!word && c != '+' && c != '(') {
                at++;
                continue;
            }
            int end = word ? wordEnd(at) : at + 1;
            int stop = word && sign < to ? email(at, sink) : -1;
            if (stop < 0) {
                stop = Ascii.is(c, Ascii.DIGIT) || !word ? numeric(at, end, sink) : lettered(at, end, sink);
            }
            if (stop > 0) {
                at = stop;
                continue;
            }
            if (all && word) {
                replace(isHex(at, end) ? hexForm(end - at) : Form.WORD, at, end, sink);
            }
            at = end;
        }
    }

    private int wordEnd(int at) {
        int end = at + 1;
        while (end < to && Ascii.is(in[end], Ascii.WORD)) {
            end++;
        }
        return end;
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
        detected(Detector.EMAIL, Form.EMAIL, at, end, sink);
        return end;
    }

    private int numeric(int at, int wordEnd, Sink sink) {
        boolean open = at == from || (in[at - 1] != '.' && in[at - 1] != '-') || all;
        int end = open && Ascii.is(in[at], Ascii.DIGIT) ? Cards.end(in, at, to) : -1;
        if (end > 0) {
            detected(Detector.CARD, Form.CARD, at, end, sink);
            return end;
        }
        end = open ? Forms.phone(in, at, to) : -1;
        if (end > 0) {
            detected(Detector.PHONE, Form.PHONE, at, end, sink);
            return end;
        }
        return Ascii.is(in[at], Ascii.DIGIT) ? ids(at, wordEnd, sink, digitForms(at, sink)) : -1;
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

    private int lettered(int at, int wordEnd, Sink sink) {
        int end = Ibans.end(in, at, to);
        if (end > 0) {
            detected(Detector.IBAN, Form.IBAN, at, end, sink);
            return end;
        }
        end = Forms.jwt(in, at, to);
        if (end > 0) {
            finds.detected(Detector.JWT);
            if (!isHeld(at, end)) {
                finds.original(Detector.JWT, in, at, end);
            }
            values.token(in, at, end, sink);
            return end;
        }
        return ids(at, wordEnd, sink, -1);
    }

    /// What letters and digits may both begin: a UUID, an address of IPv6, a random token.
    private int ids(int at, int wordEnd, Sink sink, int already) {
        if (already > 0) {
            return already;
        }
        byte next = wordEnd < to ? in[wordEnd] : 0;
        int end = next == '-' && Ascii.is(in[at], Ascii.HEX) ? Forms.uuid(in, at, to) : -1;
        if (end > 0) {
            if (all) {
                replace(Form.UUID, at, end, sink);
            }
            return end;
        }
        end = all && next == ':' && Ascii.is(in[at], Ascii.HEX) ? Forms.ipv6(in, at, to) : -1;
        if (end > 0) {
            replace(Form.IPV6, at, end, sink);
            return end;
        }
        boolean goesOn = next == '-' || next == '_' || next == '+' || next == '/' || next == '=';
        if (at < noTokenBefore || (!goesOn && wordEnd - at < Forms.SHORTEST_TOKEN)) {
            return -1;
        }
        end = all ? Forms.run(in, at, to) : tokenEnds.of(in, from, at, to);
        noTokenBefore = end;
        if (end - at < Forms.SHORTEST_TOKEN || Forms.isHash(in, at, end) || !Forms.isRandom(in, at, end)) {
            return -1;
        }
        detected(Detector.TOKEN, Form.TOKEN, at, end, sink);
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

    /// A value of this form was found by this detector each time, so one that is in the cache is in the
    /// vault; but for tokens, as parts of a JWT are tokens in the cache as well.
    private void detected(Detector detector, Form form, int at, int end, Sink sink) {
        finds.detected(detector);
        boolean anew = replace(form, at, end, sink);
        if ((anew || form == Form.TOKEN) && !isHeld(at, end)) {
            finds.original(detector, in, at, end);
        }
    }

    private boolean isHeld(int at, int end) {
        return held && at == from && end == to;
    }

    private boolean replace(Form form, int at, int end, Sink sink) {
        fake.clear();
        boolean anew = pseudonyms.write(form, in, at, end, fake);
        if (anew) {
            finds.issued(fake, form.isRandom());
        }
        sink.replace(at, end, fake);
        return anew;
    }

    private static int indexOf(byte[] in, char wanted, int from, int to) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }
}
