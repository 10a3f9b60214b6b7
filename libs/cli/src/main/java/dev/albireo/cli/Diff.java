package dev.albireo.cli;

import java.util.ArrayList;
import java.util.List;

/** The changes from one text to another, in the format of {@code diff -u}. */
final class Diff {
    private static final int CONTEXT = 3;

    private Diff() {}

    private record Line(char mark, String text, int before, int after) {}

    /** Returns the lines of the diff; empty where the texts are equal. Both are sequences of lines; an empty text has none. */
    static List<String> unified(String fromName, String from, String toName, String to) {
        List<Line> script = script(from.lines().toList(), to.lines().toList());
        if (script.stream().allMatch(line -> line.mark() == ' ')) {
            return List.of();
        }
        List<String> diff = new ArrayList<>(List.of("--- " + fromName, "+++ " + toName));
        int next = 0;
        while (next < script.size()) {
            int first = firstChange(script, next);
            if (first == script.size()) {
                break;
            }
            int begin = Math.max(next, first - CONTEXT);
            int end = end(script, first);
            hunk(script.subList(begin, end), diff);
            next = end;
        }
        return diff;
    }

    private static int firstChange(List<Line> script, int from) {
        int at = from;
        while (at < script.size() && script.get(at).mark() == ' ') {
            at++;
        }
        return at;
    }

    /** A hunk continues over gaps that the context of both sides would fill. */
    private static int end(List<Line> script, int first) {
        int lastChange = first;
        for (int at = first; at < script.size() && at - lastChange <= 2 * CONTEXT; at++) {
            if (script.get(at).mark() != ' ') {
                lastChange = at;
            }
        }
        return Math.min(script.size(), lastChange + CONTEXT + 1);
    }

    private static void hunk(List<Line> lines, List<String> diff) {
        long before = lines.stream().filter(line -> line.mark() != '+').count();
        long after = lines.stream().filter(line -> line.mark() != '-').count();
        Line first = lines.getFirst();
        diff.add("@@ -" + range(first.before(), before) + " +" + range(first.after(), after) + " @@");
        lines.forEach(line -> diff.add(line.mark() + line.text()));
    }

    private static String range(int begin, long count) {
        return (count == 0 ? begin : begin + 1) + "," + count;
    }

    /** Computes the longest common subsequence; resources are short. */
    private static List<Line> script(List<String> from, List<String> to) {
        int[][] common = new int[from.size() + 1][to.size() + 1];
        for (int i = from.size() - 1; i >= 0; i--) {
            for (int j = to.size() - 1; j >= 0; j--) {
                common[i][j] = from.get(i).equals(to.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> script = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < from.size() || j < to.size()) {
            if (i < from.size() && j < to.size() && from.get(i).equals(to.get(j))) {
                script.add(new Line(' ', from.get(i), i++, j++));
            } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
                script.add(new Line('-', from.get(i), i++, j));
            } else {
                script.add(new Line('+', to.get(j), i, j++));
            }
        }
        return script;
    }
}
