'use strict';

const http = require('node:http');

// Asks a deployed shop, over HTTP only, what its users need: node accept.js http://127.0.0.1:8080
const EXPECTED = [
  ['/health', 200, 'ok'],
  ['/', 200, 'Hello'],
  ['/basket?items=apples:2,bread:1', 200, '"goods":860'],
  ['/basket?items=gold:1', 400, 'article'],
  ['/version', 200, '"app":"hello-node"'],
];

function get(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { timeout: 10_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 10 s')));
    request.on('error', reject);
  });
}

async function main(base) {
  let failures = 0;
  for (const [path, status, part] of EXPECTED) {
    const answer = await get(base + path);
    if (answer.status === status && answer.body.includes(part)) continue;
    failures++;
    console.log(`FAILED: ${path} should answer ${status} with '${part}', but answered ${answer.status}: ${answer.body.trim()}`);
  }
  console.log(`${EXPECTED.length - failures} of ${EXPECTED.length} as expected`);
  return failures === 0 ? 0 : 1;
}

if (process.argv.length !== 3) {
  console.error('usage: node accept.js URL');
  process.exitCode = 2;
} else {
  main(process.argv[2].replace(/\/+$/, '')).then(
    (code) => (process.exitCode = code),
    (error) => {
      console.error(`FAILED: ${error.message}`);
      process.exitCode = 1;
    },
  );
}
