package dev.pollwatch.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Writes and reads random trees and objects, as text and as bytes. */
final class JacksonRoundTrips {

    private static final int TREES = 400;
    private static final int DEPTH = 5;

    /** An object to map. */
    record Order(int id, String item, double price, List<String> tags, Map<String, Long> counts) {}

    private JacksonRoundTrips() {}

    static void run(Results results) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Random random = new Random(13);
        for (int tree = 0; tree < TREES; tree++) {
            JsonNode node = tree(mapper, random, DEPTH);
            String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node);
            JsonNode back = mapper.readTree(text);
            byte[] bytes = mapper.writeValueAsBytes(back);
            results.add(bytes);
            results.add(mapper.readTree(bytes).equals(node));
            Order order = order(random);
            Order copy = mapper.readValue(mapper.writeValueAsString(order), Order.class);
            results.add(copy.equals(order));
            results.add(copy);
        }
    }

    private static JsonNode tree(ObjectMapper mapper, Random random, int depth) {
        switch (depth == 0 ? random.nextInt(5) : 5 + random.nextInt(2)) {
            case 0:
                return mapper.getNodeFactory().textNode(Words.some(random, 3) + "\"\\\n\u00e9\u20ac");
            case 1:
                return mapper.getNodeFactory().numberNode(random.nextLong());
            case 2:
                return mapper.getNodeFactory().numberNode(random.nextDouble());
            case 3:
                return mapper.getNodeFactory().booleanNode(random.nextBoolean());
            case 4:
                return mapper.getNodeFactory().nullNode();
            case 5:
                ArrayNode array = mapper.createArrayNode();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    array.add(tree(mapper, random, depth - 1));
                }
                return array;
            default:
                ObjectNode object = mapper.createObjectNode();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    object.set(Words.one(random), tree(mapper, random, depth - 1));
                }
                return object;
        }
    }

    private static Order order(Random random) {
        List<String> tags = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            tags.add(Words.some(random, 2));
            counts.put(Words.one(random), random.nextLong());
        }
        return new Order(random.nextInt(), Words.one(random), random.nextDouble(), tags, counts);
    }
}
