import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';

export const jsonType = 'application/x-amz-json-1.0';

/** One POST with these bytes: what came back, with its body as an object where it is one. */
export async function post(server, operation, body, headers = {}) {
  const answer = await fetch(`${server.url}/`, {
    method: 'POST', body: typeof body === 'object' && !Buffer.isBuffer(body) ? JSON.stringify(body) : body,
    headers: { 'content-type': jsonType, ...(operation === null ? {} : { 'x-amz-target': `AWSStepFunctions.${operation}` }), ...headers },
  });
  return read(answer.status, Object.fromEntries(answer.headers), await answer.text());
}

/** A request that fetch would not send: any header, any host, the body in any pieces. */
export function request(server, { method = 'POST', path = '/', headers = {}, chunks = [] }) {
  return new Promise((resolve, reject) => {
    const sent = http.request({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', data => { text += data; }).on('end', () => resolve(read(answer.statusCode, answer.headers, text)));
    });
    let answered = false;
    sent.on('response', () => { answered = true; }).on('error', error => answered || reject(error)); // the server may close before it has read all
    for (const chunk of chunks) sent.write(chunk);
    sent.end();
  });
}

/** Bytes to the server's port, as they are; gives what comes back until the server closes, or until there is an end of headers. */
export function bytes(server, text, { within = 10_000 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    let answer = '';
    const timer = setTimeout(() => socket.destroy(new Error(`No answer within ${within} ms; so far: ${answer}`)), within);
    const done = () => { clearTimeout(timer); socket.destroy(); resolve(answer); };
    socket.setEncoding('latin1').on('data', data => { answer += data; if (answer.includes('\r\n\r\n')) done(); }).on('end', done);
    socket.on('error', error => (answer ? done() : (clearTimeout(timer), reject(error))));
    socket.write(text);
  });
}

/** The answer is an error of the API: its name twice, a message that matches, and the id of the request. */
export function assertError(answer, status, name, message) {
  assert.equal(answer.status, status, answer.text.slice(0, 500));
  assert.equal(answer.json?.__type, name, answer.text.slice(0, 500));
  if (message) assert.match(answer.json.message, message);
  assert.equal(answer.headers['x-amzn-errortype'], name);
  assert.match(answer.headers['x-amzn-requestid'], /^[0-9a-f-]{36}$/);
  assert.equal(answer.headers['content-type'], jsonType);
}

function read(status, headers, text) {
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // not JSON: the text says it
  }
  return { status, headers, text, json };
}
