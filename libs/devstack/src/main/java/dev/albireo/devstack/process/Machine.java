package dev.albireo.devstack.process;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Locale;

/** The load of the machine. */
public final class Machine {
    private Machine() {}

    /** Returns the load average of the last minute and the number of processors, as in {@code load 7.2 on 2 processors}. */
    public static String load() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage();
        String average = load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
        return "load " + average + " on " + system.getAvailableProcessors() + " processors";
    }
}
