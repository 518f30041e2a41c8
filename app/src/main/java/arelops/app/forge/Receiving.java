package arelops.app.forge;

import arelops.app.fault.Fault;
import arelops.app.git.ObjectId;
import arelops.app.git.PushAnswer;
import arelops.app.git.RefChange;
import arelops.core.change.PushVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One push: what it brings is checked object by object, then the rules judge its refs, then all of
/// them change from their expected values, or none.
final class Receiving extends ReceivePack {
    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);
    private static final long LONGEST_TURN_MINUTES = 10;

    private final HostedForge forge;
    private final Visit visit;
    private final Lock turn;
    private Optional<PushInput> input = Optional.empty();
    private Optional<PushVerdict.Proposed> proposed = Optional.empty();

    /// @param turn held while a pack is unpacked: one after the other, as each may take much memory
    /// @param memory of this process
    Receiving(Repository into, HostedForge forge, Visit visit, Lock turn, long memory) {
        super(into);
        this.forge = forge;
        this.visit = visit;
        this.turn = turn;
        setAllowCreates(true);
        setAllowDeletes(true);
        setAllowBranchDeletes(true);
        setAllowNonFastForwards(true);
        setAllowPushOptions(true);
        setRefFilter(ServedRefs::of);
        setCheckReceivedObjects(true);
        setObjectChecker(new SafeObjects(memory));
        setMaxObjectSizeLimit(PushLimits.OBJECT);
        setMaxCommandBytes(PushLimits.COMMAND_BYTES);
        setPreReceiveHook((_, _) -> judge());
    }

    @Override
    public void receive(InputStream in, OutputStream out, OutputStream messages) throws IOException {
        PushInput whole = PushInput.begin(in);
        input = Optional.of(whole);
        try (whole) {
            super.receive(whole, out, messages);
        } catch (UnpackException | PackProtocolException e) {
            // The client was told already; it hears it once everything that it sends was taken.
            LOG.info("a push of {} was not taken: {}", visit.guest().name(), why(e));
            whole.drain();
        }
    }

    private static String why(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return PushScreen.safe(String.valueOf(cause.getMessage()));
    }

    @Override
    protected void receivePackAndCheckConnectivity() throws IOException, SubmoduleValidationException {
        if (getAllCommands().size() > PushLimits.REFS) {
            throw told(
                    new PushInput.TooMuch("one push changes at most " + PushLimits.REFS + " refs, and this one "
                            + getAllCommands().size()),
                    "Push fewer at a time.");
        }
        try {
            input.orElseThrow().takeIn(getRepository().getDirectory().toPath());
            unpack();
        } catch (PushInput.TooMuch e) {
            throw told(e, "Push fewer commits at a time.");
        } catch (TooLargeObjectInPackException | TooLargePackException e) {
            throw told(
                    e,
                    "A file may have " + PushLimits.megabytes(PushLimits.OBJECT) + ", a push "
                            + PushLimits.megabytes(PushLimits.PACK)
                            + ": take the file out of every commit that is pushed, and keep it elsewhere.");
        } catch (SafeObjects.TooMuchMemory e) {
            throw told(e, "Push fewer commits at a time, or keep such files elsewhere.");
        } catch (CorruptObjectException e) {
            throw told(
                    e,
                    "Some disk or program would take what is in it for something else: git fsck --strict shows it."
                            + " Make these commits anew without it.");
        } catch (SubmoduleValidationException e) {
            say("Refused: the file .gitmodules names what a clone must not follow. Nothing was changed.");
            throw e;
        }
    }

    private void unpack() throws IOException, SubmoduleValidationException {
        try {
            if (!turn.tryLock(LONGEST_TURN_MINUTES, TimeUnit.MINUTES)) {
                throw new PushInput.TooMuch("other pushes have taken " + LONGEST_TURN_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
        try {
            super.receivePackAndCheckConnectivity();
        } finally {
            turn.unlock();
        }
    }

    private <E extends IOException> E told(E problem, String instead) {
        PushScreen screen = new PushScreen();
        screen.refused(String.valueOf(problem.getMessage()), instead);
        screen.lines().forEach(this::sendMessage);
        return problem;
    }

    private void say(String line) {
        sendMessage(PushScreen.safe(line));
    }

    /// Sets the result of every command that is not to be performed.
    private void judge() {
        PushJudge judge = new PushJudge(this, forge, visit);
        List<PushVerdict> verdicts = judge.verdicts(input.map(PushInput::isUtf8).orElse(true));
        PushScreen screen = new PushScreen();
        for (int i = 0; i < verdicts.size(); i++) {
            ReceiveCommand command = getAllCommands().get(i);
            switch (verdicts.get(i)) {
                case PushVerdict.Allowed _, PushVerdict.FirstTrunk _ -> {}
                case PushVerdict.Proposed one -> proposed = Optional.of(one);
                case PushVerdict.Refused no -> {
                    command.setResult(Result.REJECTED_OTHER_REASON, PushScreen.safe(no.because()));
                    screen.refused(no.because(), no.instead());
                }
                case PushVerdict.HeldBack held -> {
                    if (command.getResult() == Result.NOT_ATTEMPTED) {
                        command.setResult(Result.REJECTED_OTHER_REASON, PushScreen.safe(held.because()));
                    }
                }
            }
        }
        screen.lines().forEach(this::sendMessage);
        holdBack();
    }

    /// What JGit refused by itself (a ref that is elsewhere by now) holds back the others, too.
    private void holdBack() {
        boolean isRefused = getAllCommands().stream().anyMatch(command -> command.getResult() != Result.NOT_ATTEMPTED);
        if (isRefused) {
            proposed = Optional.empty();
            filterCommands(Result.NOT_ATTEMPTED)
                    .forEach(command -> command.setResult(
                            Result.REJECTED_OTHER_REASON, "not done, as another ref is refused: all or none"));
        }
    }

    @Override
    protected void executeCommands() {
        List<ReceiveCommand> commands = filterCommands(Result.NOT_ATTEMPTED);
        if (commands.isEmpty()) {
            return;
        }
        try {
            if (proposed.isPresent()) {
                propose(commands.getFirst(), proposed.get());
            } else {
                change(commands);
            }
        } catch (Fault fault) {
            LOG.warn("a push of {} could not be performed: {}", visit.guest().name(), fault.getMessage());
            refuse(commands, String.valueOf(fault.getMessage()), fault.mend());
        }
    }

    private void refuse(List<ReceiveCommand> commands, String because, String instead) {
        commands.forEach(command -> command.setResult(Result.REJECTED_OTHER_REASON, PushScreen.safe(because)));
        PushScreen screen = new PushScreen();
        screen.refused(because, instead);
        screen.lines().forEach(this::sendMessage);
    }

    private void change(List<ReceiveCommand> commands) {
        List<RefChange> changes = commands.stream()
                .filter(command -> !command.getOldId().equals(command.getNewId()))
                .map(command ->
                        new RefChange(command.getRefName(), present(command.getOldId()), present(command.getNewId())))
                .toList();
        PushAnswer answer = changes.isEmpty()
                ? new PushAnswer.Done()
                : forge.repository().git().push(changes);
        switch (answer) {
            case PushAnswer.Done _ -> {
                commands.forEach(command -> command.setResult(Result.OK));
                commands.forEach(this::done);
                forge.pushed().run();
            }
            case PushAnswer.Stale stale ->
                refuse(
                        commands,
                        "somebody else changed " + stale.ref() + " at the same moment",
                        "git fetch, look, and push again");
            case PushAnswer.Refused refused ->
                refuse(commands, refused.ref() + ": " + refused.reason(), "push again in a moment");
            case PushAnswer.Unanswered unanswered -> refuse(commands, unanswered.because(), "git fetch, and look");
        }
    }

    private static Optional<ObjectId> present(AnyObjectId id) {
        return id.equals(org.eclipse.jgit.lib.ObjectId.zeroId())
                ? Optional.empty()
                : Optional.of(new ObjectId(id.name()));
    }

    private void done(ReceiveCommand command) {
        LOG.info(
                "{} pushed {}: {} to {}",
                visit.guest().name(),
                PushScreen.safe(command.getRefName()),
                command.getOldId().abbreviate(7).name(),
                command.getNewId().abbreviate(7).name());
        String trunk = forge.repository().trunk();
        if (command.getRefName().equals("refs/heads/" + trunk)) {
            say(trunk + " is made. It is adopted at the next look; from now on changes are proposed: git push "
                    + visit.remote() + " HEAD:refs/for/" + trunk);
        } else if (command.getRefName().startsWith("refs/heads/") && command.getType() != ReceiveCommand.Type.DELETE) {
            String branch = PushScreen.quoted(command.getRefName().substring("refs/heads/".length()));
            say("To propose it for " + trunk + ": arelops change open " + branch);
            say("              or by git: git push " + visit.remote() + " " + branch + ":refs/for/" + trunk);
        }
    }

    private void propose(ReceiveCommand command, PushVerdict.Proposed one) {
        PushOptions options;
        try {
            options = PushOptions.read(Optional.ofNullable(getPushOptions()).orElse(List.of()));
        } catch (IllegalArgumentException e) {
            refuse(List.of(command), String.valueOf(e.getMessage()), "git push -o with one of " + PushOptions.ALL);
            return;
        }
        Guest by = visit.guest();
        Proposal proposal = new Proposal(
                by.name(),
                by.role(),
                PushJudge.commit(this, command.getNewId()).orElseThrow(),
                one.topic(),
                options.change(),
                options.wishes());
        switch (forge.proposals().propose(proposal)) {
            case Reply.Opened opened -> taken(command, opened.sentence(), opened.page());
            case Reply.Updated updated -> taken(command, updated.sentence(), updated.page());
            case Reply.Refused refused -> refuse(List.of(command), refused.because(), refused.mend());
        }
    }

    private void taken(ReceiveCommand command, String sentence, String page) {
        LOG.info(
                "{} proposed {}: {}",
                visit.guest().name(),
                command.getNewId().abbreviate(7).name(),
                sentence);
        command.setResult(Result.OK);
        say(sentence);
        say("  " + visit.server() + page);
        forge.pushed().run();
    }
}
