package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which values of which requests an earlier answer of their session had issued. Exchanges are told
/// by their numbers in the recording, from 0. Where a recording is sent again and again the numbers go
/// on, and the links are those of its first time.
///
/// What they take in memory does not grow with the recording, see [Numbers].
public final class Links {
    /// None.
    public static final Links NONE = new Links(new Collecting(), Long.MAX_VALUE);

    /// An exchange and what of it is meant are one number.
    private static final int SHIFT = 16;

    private static final long MOST = 1L << SHIFT;
    private static final HttpMessage NOTHING = HttpMessage.whole(Bytes.NONE, Bytes.NONE);

    /// For each use two numbers: request and value, and the link; in the order of requests.
    private final Numbers uses;

    /// For each use its link: answer and place.
    private final SortedNumbers wants;

    private final List<AnswerPlace> places;
    private final long length;

    /// A value of a request that was issued before.
    ///
    /// @param spot which of the request's values it is
    /// @param link the same for all uses of one issued value
    private record Use(int spot, long link) {}

    /// A value of an answer that is needed later.
    ///
    /// @param uses how often
    record Want(long link, AnswerPlace place, int uses) {}

    private Links(Collecting collected, long length) {
        this.uses = collected.uses;
        this.wants = collected.wants;
        this.places = List.copyOf(collected.places);
        this.length = Math.max(1, length);
    }

    /// How many values are to be substituted in one replay.
    public long size() {
        return uses.size() / 2;
    }

    /// Reads them along a recording.
    public Reader reader() {
        return new Reader();
    }

    /// Links as they are found.
    static final class Collecting {
        private final Numbers uses = new Numbers();
        private final SortedNumbers wants = new SortedNumbers();
        private final List<AnswerPlace> places = new ArrayList<>();
        private final Map<AnswerPlace, Integer> numbers = new HashMap<>();

        /// One more; of a request not before those of earlier ones.
        void add(long request, int spot, SessionMemory.Issue issue) {
            int place = number(issue.place());
            if (place < MOST && spot < MOST) {
                long link = issue.exchange() << SHIFT | place;
                uses.add(request << SHIFT | spot);
                uses.add(link);
                wants.add(link);
            }
        }

        /// There are few places in the answers of one app; of another there is no number.
        private int number(AnswerPlace place) {
            int known = numbers.getOrDefault(place, places.size());
            if (known == places.size() && known < MOST) {
                places.add(place);
                numbers.put(place, known);
            }
            return known;
        }

        /// @param length how many exchanges there are; after them the same ones come again, in sessions of their own
        Links end(long length) {
            wants.end();
            return new Links(this, length);
        }
    }

    /// Goes along a recording, once or again and again. For one thread.
    public final class Reader {
        private Numbers.Cursor used = uses.cursor(0, uses.size());
        private SortedNumbers.Cursor wanted = wants.cursor();
        private long number = -1;
        private List<Use> usedHere = List.of();
        private List<Want> wantedHere = List.of();

        /// Those of an exchange; its number is not below the last one's.
        ///
        /// @param request as it will be sent but for the values: the recorded one, or a copy's, which
        /// has as many values
        public Ties of(long exchange, HttpMessage request) {
            go(exchange % length);
            if (wantedHere.isEmpty() && usedHere.isEmpty()) {
                return Ties.NONE;
            }
            if (usedHere.isEmpty()) {
                return new Ties(NOTHING, List.of(), wantedHere);
            }
            HttpMessage own = copied(request);
            List<Spot> spots = RequestSpots.of(own);
            List<Ties.Gap> gaps = usedHere.stream()
                    .filter(use -> use.spot() < spots.size())
                    .map(use -> new Ties.Gap(spots.get(use.spot()), use.link()))
                    .toList();
            return new Ties(own, gaps, wantedHere);
        }

        /// A recorded request is a part of the array of its frame, which would stay in memory as long as it waits.
        private static HttpMessage copied(HttpMessage request) {
            return new HttpMessage(
                    Bytes.copyOf(request.head().toArray()),
                    Bytes.copyOf(request.body().toArray()),
                    request.length(),
                    request.extent());
        }

        private void go(long next) {
            if (next == number) {
                return;
            }
            if (next < number) {
                used = uses.cursor(0, uses.size());
                wanted = wants.cursor();
            }
            number = next;
            usedHere = usedHere();
            wantedHere = wantedHere();
        }

        private List<Use> usedHere() {
            if (!used.hasNext() || used.peek() >>> SHIFT > number) {
                return List.of();
            }
            List<Use> here = new ArrayList<>();
            while (used.hasNext() && used.peek() >>> SHIFT <= number) {
                long request = used.next();
                long link = used.next();
                if (request >>> SHIFT == number) {
                    here.add(new Use((int) (request & (MOST - 1)), link));
                }
            }
            return here;
        }

        private List<Want> wantedHere() {
            if (!wanted.hasNext() || wanted.peek() >>> SHIFT > number) {
                return List.of();
            }
            List<Want> here = new ArrayList<>();
            while (wanted.hasNext() && wanted.peek() >>> SHIFT <= number) {
                long link = wanted.next();
                int count = 1;
                while (wanted.hasNext() && wanted.peek() == link) {
                    wanted.next();
                    count++;
                }
                if (link >>> SHIFT == number) {
                    here.add(new Want(link, places.get((int) (link & (MOST - 1))), count));
                }
            }
            return List.copyOf(here);
        }
    }
}
