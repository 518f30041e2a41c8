'use strict';

const http = require('node:http');
const { GREETING, parse, price } = require('./shop.js');

/** A small shop; `environment` gives the values that /version shows. */
function create(environment) {
  const version = {
    app: 'hello-node',
    commit: environment.SHA ?? 'unknown',
    environment: environment.ENV ?? 'none',
    instance: environment.INSTANCE ?? 'none',
  };
  return http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    switch (url.pathname) {
      case '/':
        return text(response, 200, GREETING);
      case '/health':
        return text(response, 200, 'ok');
      case '/version':
        return json(response, version);
      case '/basket':
        return basket(response, url.searchParams.get('items') ?? 'apples:2,bread:1');
      default:
        return text(response, 404, 'no such page');
    }
  });
}

function basket(response, items) {
  try {
    return json(response, price(parse(items)));
  } catch (error) {
    if (error instanceof RangeError) return text(response, 400, error.message);
    throw error;
  }
}

function text(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(body + '\n');
}

function json(response, body) {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body) + '\n');
}

if (require.main === module) {
  const server = create(process.env);
  server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
    console.log(`hello-node listens on port ${server.address().port}`);
  });
  // A stop signal: take no new connection, let open requests end, then leave.
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}

module.exports = { create };
