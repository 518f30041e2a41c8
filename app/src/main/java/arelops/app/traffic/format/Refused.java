package arelops.app.traffic.format;

/// One recorded thing cannot be taken; it is counted and left out.
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final ImportTrouble trouble;

    Refused(ImportTrouble trouble) {
        super(trouble.words(), null, false, false);
        this.trouble = trouble;
    }

    ImportTrouble trouble() {
        return trouble;
    }
}
