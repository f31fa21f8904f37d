package io.orchestrator.http.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A JSON array of wire records that knows where each of them stands in its text, so that the next one like it copies what did not change
 * instead of writing it again.
 *
 * @param <T> a wire record, whose equality decides
 */
public final class RenderedList<T> {
    private static final int GUESS = 4_096;

    private final List<T> records;
    /** Where each record's text ends, exclusively; it begins one byte behind the one before. */
    private final int[] ends;
    private final byte[] text;

    private RenderedList(List<T> records, int[] ends, byte[] text) {
        this.records = records;
        this.ends = ends;
        this.text = text;
    }

    /**
     * The array of these records.
     *
     * @param before the same array as it was earlier; null when there is none. It is of use while as many records stand in it
     */
    public static <T> RenderedList<T> of(List<T> records, Json json, @Nullable RenderedList<T> before) {
        RenderedList<T> like = before != null && before.records.size() == records.size() ? before : null;
        int[] ends = new int[records.size()];
        ByteArrayOutputStream text = new ByteArrayOutputStream(like == null ? GUESS : like.text.length + GUESS);
        for (int i = 0; i < records.size(); i++) {
            text.write(i == 0 ? '[' : ',');
            if (like != null && records.get(i).equals(like.records.get(i))) {
                int begin = like.beginOf(i);
                text.write(like.text, begin, like.ends[i] - begin);
            } else {
                text.writeBytes(json.bytes(records.get(i)));
            }
            ends[i] = text.size();
        }
        if (records.isEmpty()) {
            text.write('[');
        }
        text.write(']');
        return new RenderedList<>(List.copyOf(records), ends, text.toByteArray());
    }

    private int beginOf(int record) {
        return record == 0 ? 1 : ends[record - 1] + 1;
    }

    /** The UTF-8 text, which must not be changed. */
    public byte[] text() {
        return text;
    }
}
