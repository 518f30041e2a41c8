package arelops.app.report;

import arelops.app.report.TestCounts.Kind;
import arelops.app.report.TestCounts.Test;
import arelops.core.report.Findings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads JUnit XML as Surefire, Gradle, pytest, go-junit-report, Jest and others write it. Tests are counted one by
/// one; what a suite says of itself only makes things worse.
final class JUnitReader implements Tally {
    private static final int PIECE = 1 << 14;

    private final TestCounts counts;

    JUnitReader(Names names) {
        this.counts = new TestCounts(names);
    }

    @Override
    public void add(Content content) throws IOException, Unreadable {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new MarkupGuard(content.characters()));
            try {
                new Pass(xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
        counts.endFile();
    }

    @Override
    public Findings findings() {
        return counts.sum();
    }

    /// The JDK's own parser, without everything that reaches outside of the file or makes much of little.
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty("jdk.xml.cdataChunkSize", PIECE);
        factory.setXMLResolver((_, systemId, _, _) -> {
            throw new XMLStreamException("it refers to " + systemId + ", outside of the file");
        });
        return factory;
    }

    /// What stopped the parser: our own refusal, or bytes that are no characters, or markup that is none.
    private static Unreadable unreadable(XMLStreamException e) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                throw new CharacterCodingException();
            }
            if (cause instanceof MarkupGuard.Refused || cause instanceof Content.TooLarge) {
                throw (IOException) cause;
            }
        }
        if (e.getNestedException() instanceof IOException found) {
            throw found;
        }
        String message = Optional.ofNullable(e.getMessage()).orElse("not XML");
        int text = message.indexOf("Message: ");
        String place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNumber() + ": ";
        return new Unreadable(place + (text < 0 ? message : message.substring(text + "Message: ".length())));
    }

    /// One pass over a file.
    private final class Pass {
        private final XMLStreamReader xml;
        private final Deque<Suite> suites = new ArrayDeque<>();
        private Optional<Case> current = Optional.empty();
        private int depth;
        /// Results so far that were not good, repeated ones as well.
        private long bad;

        Pass(XMLStreamReader xml) {
            this.xml = xml;
        }

        /// A suite with the failures that it claims, and how many there were when it began.
        private record Suite(String name, int depth, long claimed, long before) {}

        void read() throws XMLStreamException, Unreadable {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.DTD -> throw at("it declares a document type, and those are not read");
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw at("it refers to an entity, and those are not read");
                    default -> {} // text, comments and instructions say nothing
                }
            }
        }

        private void start() throws Unreadable {
            depth++;
            if (depth > ReportLimits.DEPTH) {
                throw at("nested deeper than " + ReportLimits.DEPTH);
            }
            String element = xml.getLocalName();
            if (depth == 1 && !element.equals("testsuites") && !element.equals("testsuite")) {
                throw at("it begins with <" + element + ">, JUnit XML with <testsuites> or <testsuite>");
            }
            switch (element) {
                case "testsuites", "testsuite" ->
                    suites.push(new Suite(attribute("name"), depth, claim("failures") + claim("errors"), bad));
                case "testcase" -> startCase();
                case "failure", "error", "skipped", "flakyFailure", "flakyError", "rerunFailure", "rerunError" ->
                    outcome(element);
                default -> {} // properties and output
            }
        }

        private void startCase() throws Unreadable {
            if (current.isPresent()) {
                throw at("a <testcase> within a <testcase>");
            }
            String group = attribute("classname");
            String suite = suites.isEmpty() ? "" : suites.peek().name();
            current = Optional.of(new Case(new Test(group.isBlank() ? suite : group, attribute("name")), depth));
        }

        /// Outcomes are children of a test; of a suite where it broke before any of its tests.
        private void outcome(String element) {
            if (current.isPresent()) {
                if (depth == current.get().depth + 1) {
                    current.get().outcome(element);
                }
            } else if (!suites.isEmpty() && depth == suites.peek().depth() + 1) {
                Case whole = new Case(new Test(suites.peek().name(), "(the suite itself)"), depth);
                whole.outcome(element);
                bad += whole.count();
            }
        }

        private void end() throws Unreadable {
            if (current.isPresent() && current.get().depth == depth) {
                bad += current.get().count();
                current = Optional.empty();
            }
            if (!suites.isEmpty() && suites.peek().depth() == depth) {
                Suite suite = suites.pop();
                long missing = suite.claimed() - (bad - suite.before());
                if (missing > 0) {
                    counts.unnamed(suite.name(), missing);
                    bad += missing;
                }
            }
            depth--;
        }

        private String attribute(String name) {
            String value = xml.getAttributeValue(null, name);
            return value == null ? "" : value;
        }

        private long claim(String name) throws Unreadable {
            String value = attribute(name).strip();
            try {
                long claimed = value.isEmpty() ? 0 : Long.parseLong(value);
                if (claimed >= 0 && claimed <= ReportLimits.CLAIM) {
                    return claimed;
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw at(name + "=\"" + value + "\" is no number of tests");
        }

        private Unreadable at(String what) {
            return new Unreadable("line " + xml.getLocation().getLineNumber() + ": " + what);
        }
    }

    /// A test while its element is open.
    private final class Case {
        private final Test test;
        private final int depth;
        private long failures;
        private long errors;
        private long reruns;
        private boolean skipped;

        Case(Test test, int depth) {
            this.test = test;
            this.depth = depth;
        }

        void outcome(String element) {
            switch (element) {
                case "failure" -> failures++;
                case "error" -> errors++;
                case "skipped" -> skipped = true;
                default -> reruns++;
            }
        }

        /// Counts it, and gives how many of its results were not good.
        long count() {
            if (errors + failures > 0) {
                counts.failed(test, failures > 0 ? Kind.FAILED : Kind.ERROR);
                return errors + failures;
            }
            if (reruns > 0) {
                counts.flaky(test, reruns);
            } else if (skipped) {
                counts.skipped();
            } else {
                counts.passed(test);
            }
            return 0;
        }
    }
}
