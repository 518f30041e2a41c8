'use strict';

const GREETING = 'Hello from the corner shop';
const PRICES = { apples: 240, bread: 380, cheese: 1250 }; // cents for one piece
const FREE_DELIVERY_FROM = 5000;
const DELIVERY_FEE = 490;
const MAX_QUANTITY = 99;

/** Reads `article:quantity,article:quantity`; throws a RangeError that says what is wrong. */
function parse(items) {
  if (items === '') return [];
  return items.split(',').map((item) => {
    const [article, quantity = ''] = item.split(':', 2);
    if (!Object.hasOwn(PRICES, article) || !/^[0-9]{1,4}$/.test(quantity)) {
      throw new RangeError(`write article:quantity with one of ${Object.keys(PRICES).join(', ')}`);
    }
    const count = Number(quantity);
    if (count < 1 || count > MAX_QUANTITY) throw new RangeError(`quantity must be 1 to ${MAX_QUANTITY}: ${count}`);
    return { price: PRICES[article], quantity: count };
  });
}

/** What a basket costs, in cents. */
function price(lines) {
  const goods = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const delivery = lines.length === 0 || goods >= FREE_DELIVERY_FROM ? 0 : DELIVERY_FEE;
  return { goods, delivery, total: goods + delivery };
}

module.exports = { GREETING, PRICES, FREE_DELIVERY_FROM, DELIVERY_FEE, parse, price };
