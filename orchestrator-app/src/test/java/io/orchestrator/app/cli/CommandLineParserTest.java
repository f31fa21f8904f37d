package io.orchestrator.app.cli;

import java.util.List;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineParserTest {

    private static final CommandLineParser PARSER = new CommandLineParser("orchestrator");

    private static Invocation understood(String... arguments) {
        return switch (PARSER.parse(arguments)) {
            case ParseOutcome.Understood(var invocation) -> invocation;
            case ParseOutcome.Answered answered -> throw new AssertionError(answered.text());
            case ParseOutcome.Refused(var text) -> throw new AssertionError(text);
        };
    }

    static List<Arguments> modes() {
        return List.of(
                mode(new Mode.CheatSheet()),
                mode(new Mode.CheatSheet(), "--debug"),
                mode(new Mode.CommandListing(), "help"),
                mode(new Mode.CommandListing(), "-c", "help"),
                mode(new Mode.TopicHelp("relocate"), "help", "relocate"),
                mode(new Mode.TopicHelp("relocate"), "-c", "relocate", "help"),
                mode(new Mode.TopicHelp("topology"), "-c", "relocate", "help", "topology"),
                mode(new Mode.Command("clusters"), "-c", "clusters"),
                mode(new Mode.Command("clusters"), "-c", "clusters", "cli"),
                mode(new Mode.Command("clusters"), "--c=clusters"),
                mode(new Mode.Command(""), "cli"),
                mode(new Mode.Continuous(), "-c", "continuous"),
                mode(new Mode.Http(), "http"),
                mode(new Mode.Http(), "-c", "clusters", "http"),
                mode(new Mode.Http(), "--config=/etc/o.json", "http"),
                mode(new Mode.Http(), "--", "http"),
                mode(new Mode.Version(), "-version"),
                mode(new Mode.Version(), "--version", "http"));
    }

    private static Arguments mode(Mode mode, String... arguments) {
        return Arguments.of(mode, arguments);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void knowsWhatToBe(Mode mode, String[] arguments) {
        assertThat(understood(arguments).mode()).isEqualTo(mode);
    }

    @Test
    void takesOneDashAndTwoForTheSame() {
        assertThat(understood("-i", "db1", "--alias=x", "-debug", "--stack=T", "-discovery=false", "http"))
                .isEqualTo(understood("--i=db1", "-alias", "x", "--debug=true", "-stack", "--discovery=0", "http"));
    }

    @Test
    void hasTheContractsDefaults() {
        var invocation = understood("http");

        assertThat(invocation.start()).isEqualTo(new StartOptions(
                "", new Verbosity(false, false, false, false), true, false, false, false, false, false));
        assertThat(invocation.options()).isEqualTo(new CommandOptions(
                "", "", "", "", "", "", "", "", "", "prefer", "", false, false, false, "", false, ""));
        assertThat(invocation.start().config()).isEmpty();
    }

    @Test
    void takesEachFlagToItsComponent() {
        var invocation = understood(
                "-alias", "al", "-binlog", "b:4", "-c", "cmd", "-config", "f.json", "-d", "dest", "-debug",
                "-discovery=false",
                "-duration", "5m", "-enable-database-update", "-grab-election", "-hostname", "h", "-i", "inst",
                "-ignore-raft-setup", "-noop", "-owner", "o", "-pattern", "pa", "-pool", "po", "-promotion-rule",
                "must_not",
                "-quiet", "-reason", "r", "-skip-binlog-search", "-skip-continuous-registration", "-skip-unresolve",
                "-skip-unresolve-check", "-stack", "-statement", "st", "-strict", "-tag", "t=1", "-verbose");

        assertThat(invocation).isEqualTo(new Invocation(
                new Mode.Command("cmd"),
                new StartOptions("f.json", new Verbosity(true, true, true, true), false, true, true, true, true, true),
                new CommandOptions(
                        "al", "b:4", "dest", "5m", "h", "inst", "o", "pa", "po", "must_not", "r", true, true, true,
                        "st",
                        true, "t=1")));
        assertThat(invocation.start().config()).contains("f.json");
    }

    @Test
    void takesTheSiblingForTheDestination() {
        assertThat(understood("-c", "relocate", "-s", "db2").options().destination()).isEqualTo("db2");
    }

    @Test
    void letsTheLastOfTwoWin() {
        assertThat(understood("-i", "a", "--i=b", "-c", "x").options().instance()).isEqualTo("b");
    }

    @Test
    void takesAnyTextForAValueAsItIs() {
        for (var value : List.of("", "-c", "--", "a=b", "\"quoted\"", "@file", "${user.home}", "a,b c", "-1", "é\n")) {
            assertThat(understood("-c", "x", "-reason", value).options().reason()).isEqualTo(value);
            assertThat(understood("-c", "x", "--reason=" + value).options().reason()).isEqualTo(value);
        }
    }

    @Test
    void endsFlagsAtTheFirstWord() {
        assertThat(understood("http", "--debug").start().verbosity().debug()).isFalse();
        assertThat(understood("http", "--nonsense").mode()).isEqualTo(new Mode.Http());
        assertThat(understood("-debug", "http", "x").start().verbosity().debug()).isTrue();
    }

    static List<Arguments> wrongFlags() {
        return List.of(
                wrong("flag provided but not defined: -x", "-x"),
                wrong("flag provided but not defined: -ci", "-ci", "db1"),
                wrong("flag provided but not defined: -verb", "--verb"),
                wrong("flag needs an argument: -i", "-i"),
                wrong("flag needs an argument: -config", "--config"),
                wrong("invalid boolean value \"maybe\" for -debug: parse error", "-debug=maybe"),
                wrong("invalid boolean value \"\" for -debug: parse error", "-debug="),
                wrong("invalid boolean value \"TrUe\" for -noop: parse error", "--noop=TrUe"),
                wrong("bad flag syntax: ---x", "---x"),
                wrong("bad flag syntax: -=x", "-=x"));
    }

    private static Arguments wrong(String firstLine, String... arguments) {
        return Arguments.of(firstLine, arguments);
    }

    @ParameterizedTest
    @MethodSource("wrongFlags")
    void answersAWrongFlagWithOneLineAndTheUsage(String firstLine, String[] arguments) {
        assertThat(PARSER.parse(arguments)).isInstanceOfSatisfying(ParseOutcome.Answered.class, answered -> {
            assertThat(answered.exitStatus()).isEqualTo(2);
            assertThat(answered.text()).startsWith(firstLine + "\nUsage of orchestrator:\n  -alias string\n");
        });
    }

    @Test
    void answersHelpWithTheUsageOfAllFlags() {
        for (var flag : List.of("-h", "--help", "-help", "--h")) {
            assertThat(PARSER.parse("-debug", flag, "-nonsense")).isInstanceOfSatisfying(
                    ParseOutcome.Answered.class, answered -> {
                        assertThat(answered.exitStatus()).isZero();
                        assertThat(answered.text()).startsWith("Usage of orchestrator:\n")
                                .contains("  -promotion-rule string\n    \tprefer, neutral, prefer_not or must_not"
                                        + " (default \"prefer\")\n")
                                .contains("(default true)");
                        assertThat(answered.text().lines().filter(line -> line.startsWith("  -"))).hasSize(31)
                                .isSorted();
                    });
        }
    }

    @Test
    void answersAnUnknownWordWithTheSummary() {
        for (var word : List.of("serve", "continuous", "-")) {
            assertThat(PARSER.parse(word)).isInstanceOfSatisfying(ParseOutcome.Answered.class, answered -> {
                assertThat(answered.exitStatus()).isEqualTo(1);
                assertThat(answered.text()).startsWith("Usage:\n  orchestrator --options... [cli|http]\n");
            });
        }
    }

    @Test
    void refusesBothSpellingsOfTheDestination() {
        assertThat(PARSER.parse("-c", "relocate", "-s", "a", "-d", "b")).isEqualTo(new ParseOutcome.Refused(
                "-s and -d are synonyms, yet both were specified. You're probably doing the wrong thing."));
    }

    @Test
    void refusesAnUnknownPromotionRuleWhateverTheCommand() {
        assertThat(PARSER.parse("-version", "-promotion-rule=must")).isEqualTo(new ParseOutcome.Refused(
                "-promotion-rule only supports prefer|neutral|prefer_not|must_not"));
    }

    @Test
    void survivesAnyArguments() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        var pieces = List.of("-", "--", "c", "i", "debug", "=", "http", "help", "cli", "false", "${x}", "@", "'", "é",
                " ", "");
        for (var attempt = 0; attempt < 500; attempt++) {
            var arguments = new String[random.nextInt(5)];
            for (var at = 0; at < arguments.length; at++) {
                arguments[at] = pieces.get(random.nextInt(pieces.size())) + pieces.get(random.nextInt(pieces.size()))
                        + pieces.get(random.nextInt(pieces.size()));
            }

            assertThat(PARSER.parse(arguments)).isNotNull();
        }
    }
}
