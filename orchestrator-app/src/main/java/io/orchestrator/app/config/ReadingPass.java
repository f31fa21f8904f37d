package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One reading of all files, each laid over what the same file said when it was last read. */
final class ReadingPass {

    private final boolean required;
    private final Map<Path, Layer> earlier = new LinkedHashMap<>();
    private final Map<Path, Layer> layers = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    /**
     * @param earlierLayers the layers of the running configuration; empty at start
     * @param required whether a missing file is a fault
     */
    ReadingPass(List<Layer> earlierLayers, boolean required) {
        this.required = required;
        earlierLayers.forEach(layer -> earlier.put(layer.file(), layer));
    }

    void read(Path file) {
        var before = earlier.get(file);
        switch (FileReader.read(file)) {
            case FileReader.Result.Read(var layer, var wrong, var hints) -> {
                place(before == null ? layer : before.rereadAs(layer));
                faults.addAll(wrong);
                notices.add(Notice.info("Read config: " + file));
                notices.addAll(hints);
            }
            case FileReader.Result.Malformed(var fault) -> faults.add(fault);
            case FileReader.Result.Absent(var reason) -> {
                if (required) {
                    faults.add(Fault.ofFile("Cannot read config file: " + file + " " + reason));
                } else if (before != null) {
                    place(before);
                    notices.add(Notice.warning("Kept what " + file + " said when it was last read: " + reason));
                }
            }
        }
    }

    /** Files given to an earlier reload keep their word until they are read again. */
    void keepOthers() {
        earlier.values().stream().filter(layer -> !layers.containsKey(layer.file())).forEach(this::place);
    }

    private void place(Layer layer) {
        // the file read last has the last word, also when it was read before
        layers.remove(layer.file());
        layers.put(layer.file(), layer);
    }

    List<Layer> layers() {
        return List.copyOf(layers.values());
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /**
     * What stands wrongly in the files, then what the rules object to. An objection to a value that could not be read,
     * or to a set of files of which one could not be parsed, would mislead and is left out.
     */
    List<Fault> faultsWith(Draft draft) {
        var all = new ArrayList<>(faults);
        if (faults.stream().noneMatch(fault -> fault.keys().isEmpty())) {
            var unread = new HashSet<String>();
            faults.forEach(fault -> unread.addAll(fault.keys()));
            draft.faults()
                    .stream()
                    .filter(fault -> fault.keys().stream().noneMatch(unread::contains))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }
}
