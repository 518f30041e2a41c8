package arelops.app.ledger;

import arelops.core.id.AppName;
import arelops.core.id.Slot;

/// How the tags of a repository are called, without `refs/tags/`.
public interface TagNames {
    /// The moving tag of an app's environment.
    String of(Slot slot);

    /// The immutable tag of a release.
    String release(AppName app, long number);

    /// `PRODUCTION` and `release/57`: for a repository with one app.
    static TagNames plain() {
        return new TagNames() {
            @Override
            public String of(Slot slot) {
                return slot.environment().upper();
            }

            @Override
            public String release(AppName app, long number) {
                return "release/" + number;
            }
        };
    }

    /// `shop/PRODUCTION` and `shop/release/57`: for a repository with several apps.
    static TagNames byApp() {
        return new TagNames() {
            @Override
            public String of(Slot slot) {
                return slot.app() + "/" + slot.environment().upper();
            }

            @Override
            public String release(AppName app, long number) {
                return app + "/release/" + number;
            }
        };
    }
}
