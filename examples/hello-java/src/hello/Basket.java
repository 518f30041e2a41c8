package hello;

import java.util.List;

/// What a customer is about to buy. All amounts are in cents, so that nothing is lost to rounding.
public record Basket(List<Line> lines) {
    /// From this value of the goods on, delivery costs nothing.
    static final int FREE_DELIVERY_FROM = 50_00;

    static final int DELIVERY_FEE = 4_90;
    static final int MAX_QUANTITY = 99;

    /// One article, its price for one piece, and how many of it.
    public record Line(String article, int price, int quantity) {
        public Line {
            if (price < 0) {
                throw new IllegalArgumentException("a price is never negative: " + price);
            }
            if (quantity < 1 || quantity > MAX_QUANTITY) {
                throw new IllegalArgumentException("quantity must be 1 to " + MAX_QUANTITY + ": " + quantity);
            }
        }

        int total() {
            return Math.multiplyExact(price, quantity);
        }
    }

    public Basket {
        lines = List.copyOf(lines);
    }

    int goods() {
        return lines.stream().mapToInt(Line::total).reduce(0, Math::addExact);
    }

    int delivery() {
        return lines.isEmpty() || goods() >= FREE_DELIVERY_FROM ? 0 : DELIVERY_FEE;
    }

    int total() {
        return Math.addExact(goods(), delivery());
    }

    /// The basket as the page's script reads it.
    String json(DeliverySlot slot) {
        return "{\"goods\":" + goods() + ",\"delivery\":" + delivery() + ",\"total\":" + total()
                + ",\"slot\":\"" + slot.text() + "\"}";
    }
}
