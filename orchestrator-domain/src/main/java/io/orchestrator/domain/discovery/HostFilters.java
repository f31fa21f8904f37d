package io.orchestrator.domain.discovery;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.text.ContractPattern;

/**
 * A list of host name filters (discovery.md 5.8): one that is an IP address matches the server of just that host name, whatever its
 * port; any other is a regular expression found anywhere in {@code host:port}.
 */
public final class HostFilters {
    /** Matches nothing. */
    public static final HostFilters NONE = new HostFilters(Set.of(), List.of());

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]+");
    private static final int LARGEST_OCTET = 255;

    private final Set<String> addresses;
    private final List<Pattern> patterns;

    private HostFilters(Set<String> addresses, List<Pattern> patterns) {
        this.addresses = Set.copyOf(addresses);
        this.patterns = List.copyOf(patterns);
    }

    /** Reads filters as they are configured; one that is no regular expression matches nothing. */
    public static HostFilters of(List<String> texts) {
        return new HostFilters(texts.stream().filter(HostFilters::isAddress).collect(Collectors.toSet()),
                texts.stream()
                        .filter(text -> !isAddress(text))
                        .flatMap(text -> ContractPattern.find(text).stream())
                        .toList());
    }

    private static boolean isAddress(String text) {
        if (IPV4.matcher(text).matches()) {
            return Pattern.compile("\\.").splitAsStream(text).allMatch(o -> Integer.parseInt(o) <= LARGEST_OCTET);
        }
        return IPV6.matcher(text).matches();
    }

    public boolean matches(InstanceKey key) {
        if (addresses.contains(key.hostname())) {
            return true;
        }
        if (patterns.isEmpty()) {
            return false;
        }
        String display = key.display();
        return patterns.stream().anyMatch(p -> p.matcher(display).find());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostFilters that && addresses.equals(that.addresses) && texts().equals(that.texts());
    }

    @Override
    public int hashCode() {
        return Objects.hash(addresses, texts());
    }

    private List<String> texts() {
        return patterns.stream().map(Pattern::pattern).toList();
    }
}
