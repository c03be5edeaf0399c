package dev.gamelan.engine.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of an expression. Its value never depends on the evaluation before, so that threads share it. */
sealed interface Node {

    Object eval(Evaluation evaluation);

    List<Node> children();

    record Literal(Object value) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return value;
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    record Root(String name) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return evaluation.root(name);
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /** The variable of a macro. */
    record Slot(int depth) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return evaluation.slot(depth);
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    record Select(Node of, String key) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return of.eval(evaluation) instanceof Map<?, ?> map ? Values.of(map.get(key)) : null;
        }

        @Override
        public List<Node> children() {
            return List.of(of);
        }
    }

    /** Whether there is such a key; it may hold null. */
    record Has(Node of, String key) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return of.eval(evaluation) instanceof Map<?, ?> map && map.containsKey(key);
        }

        @Override
        public List<Node> children() {
            return List.of(of);
        }
    }

    record Index(Node of, Node index) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            Object container = of.eval(evaluation);
            Object at = Values.key(index.eval(evaluation));
            if (container instanceof Map<?, ?> map) {
                return at == null ? null : Values.of(map.get(at));
            }
            return container instanceof List<?> list && at instanceof Long i && i >= 0 && i < list.size()
                    ? Values.of(list.get((int) (long) i))
                    : null;
        }

        @Override
        public List<Node> children() {
            return List.of(of, index);
        }
    }

    record Not(Node node) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return !Values.isTrue(node.eval(evaluation));
        }

        @Override
        public List<Node> children() {
            return List.of(node);
        }
    }

    /** The first value if it is as good as false, or else the second. */
    record And(Node left, Node right) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            Object value = left.eval(evaluation);
            return Values.isTrue(value) ? right.eval(evaluation) : value;
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    /** The first value if it is as good as true, or else the second. */
    record Or(Node left, Node right) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            Object value = left.eval(evaluation);
            return Values.isTrue(value) ? value : right.eval(evaluation);
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    record Choice(Node condition, Node then, Node otherwise) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return Values.isTrue(condition.eval(evaluation)) ? then.eval(evaluation) : otherwise.eval(evaluation);
        }

        @Override
        public List<Node> children() {
            return List.of(condition, then, otherwise);
        }
    }

    record Binary(Operation operation, Node left, Node right) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            return operation.apply(left.eval(evaluation), right.eval(evaluation), evaluation);
        }

        @Override
        public List<Node> children() {
            return List.of(left, right);
        }
    }

    record Call(Function function, List<Node> arguments) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).eval(evaluation);
            }
            return function.call(evaluation, values);
        }

        @Override
        public List<Node> children() {
            return arguments;
        }
    }

    record ListOf(List<Node> elements) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            List<Object> list = new ArrayList<>(elements.size());
            elements.forEach(element -> list.add(element.eval(evaluation)));
            return list;
        }

        @Override
        public List<Node> children() {
            return elements;
        }
    }

    /** @param members key, value, key, value, … */
    record MapOf(List<Node> members) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < members.size(); i += 2) {
                map.put(
                        Values.key(members.get(i).eval(evaluation)),
                        members.get(i + 1).eval(evaluation));
            }
            return map;
        }

        @Override
        public List<Node> children() {
            return members;
        }
    }

    /** {@code list.exists(x, …)} and its like; of a map they look at the keys. */
    record ForEach(Macro macro, Node range, int depth, List<Node> bodies) implements Node {
        @Override
        public Object eval(Evaluation evaluation) {
            evaluation.step();
            Object over = range.eval(evaluation);
            Iterable<?> elements =
                    over instanceof List<?> list ? list : over instanceof Map<?, ?> map ? map.keySet() : null;
            return elements == null ? null : macro.over(elements, depth, bodies, evaluation);
        }

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>(bodies);
            children.add(range);
            return children;
        }
    }
}
