package arelops.app.node;

import arelops.app.deploy.InstanceState;

/// Says in sentences how a process ended, with the last lines of its output.
record Autopsy(Spawn spawn, Secrets secrets) {

    /// Its exit code is known; `byUs` is not empty if the node itself ended it.
    InstanceState exited(int code, int port, String byUs) {
        if (!byUs.isEmpty()) {
            return new InstanceState.Exited(code, byUs + lastWords());
        }
        String output = spawn.folder().lastLines(20);
        String portTrouble = output.contains("Address already in use") || output.contains("EADDRINUSE")
                ? " A port that it wants is in use already; it must listen on $PORT (" + port + ") only."
                : "";
        String how = code > 128 && code < 128 + 65
                ? "It was ended by signal " + (code - 128) + "."
                : "It exited with code " + code + ".";
        return new InstanceState.Exited(code, how + portTrouble + lastWords());
    }

    /// Its exit code is not known, for this reason.
    InstanceState gone(String because) {
        return new InstanceState.Gone(because + lastWords());
    }

    private String lastWords() {
        String lines = spawn.folder().lastLines(5);
        return lines.isEmpty()
                ? " It printed nothing."
                : " Last output:\n" + secrets.mask(lines, spawn.spec().launch().secrets());
    }
}
