'use strict';

const test = require('node:test');
const assert = require('node:assert/strict');
const { once } = require('node:events');
const { FREE_DELIVERY_FROM, DELIVERY_FEE, GREETING, parse, price } = require('../shop.js');
const { create } = require('../server.js');

test('an empty basket costs nothing', () => {
  assert.deepEqual(price(parse('')), { goods: 0, delivery: 0, total: 0 });
});

test('goods are price times quantity, and a small basket pays for delivery', () => {
  assert.deepEqual(price(parse('apples:2,bread:1')), { goods: 860, delivery: DELIVERY_FEE, total: 860 + DELIVERY_FEE });
});

test('delivery is free from the limit on, not one cent under it', () => {
  assert.equal(price([{ price: FREE_DELIVERY_FROM, quantity: 1 }]).delivery, 0);
  assert.equal(price([{ price: FREE_DELIVERY_FROM - 1, quantity: 1 }]).delivery, DELIVERY_FEE);
});

for (const bad of ['gold:1', 'bread', 'bread:0', 'bread:100', 'bread:-1', 'toString:1']) {
  test(`a basket of ${bad} is refused`, () => assert.throws(() => parse(bad), RangeError));
}

test('the pages answer', async (t) => {
  const server = create({ SHA: '0c9be45', ENV: 'beta' }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  assert.equal(await (await fetch(base + '/')).text(), GREETING + '\n');
  assert.equal((await fetch(base + '/health')).status, 200);
  assert.equal((await (await fetch(base + '/version')).json()).commit, '0c9be45');
  assert.equal((await (await fetch(base + '/basket?items=bread:1')).json()).total, 380 + DELIVERY_FEE);
  assert.equal((await fetch(base + '/basket?items=gold:1')).status, 400);
  assert.equal((await fetch(base + '/nowhere')).status, 404);
});
