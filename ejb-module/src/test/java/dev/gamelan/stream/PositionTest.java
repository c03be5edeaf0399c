package dev.gamelan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {

    private static final String NODE = "01KE0000000000000000000000";

    @Test
    void isReadAsItIsWritten() {
        Position position = new Position(NODE, 4711);

        assertThat(Position.parse(position.toString())).contains(position);
    }

    @Test
    void whatNobodyHasWrittenIsNone() {
        assertThat(Position.parse("")).isEmpty();
        assertThat(Position.parse("4711")).isEmpty();
        assertThat(Position.parse(NODE + "-")).isEmpty();
        assertThat(Position.parse(NODE + "--1")).isEmpty();
        assertThat(Position.parse(NODE + "-99999999999999999999")).isEmpty();
    }
}
