import { createServer } from 'node:http';
import { customerIn, say } from './options.js';
import { FunctionError } from './customer.js';

const BODY_BYTES_MAX = 6 * 1024 * 1024; // Lambda's own bound of a payload

/**
 * Serves the Lambda Invoke API for the one function that there is, and a small API to play the customer by hand:
 *   GET  /desk/questions             what the customer has been asked and not answered
 *   POST /desk/questions/{case id}   {"answer": "…"} answers
 *   PUT  /desk/scenario              {"scenario": "…"} for cases that do not name one
 */
export function createDesk(customer, options) {
  return createServer(async (request, response) => {
    try {
      await route(request, response, customer, options);
    } catch (error) {
      say(`${request.method} ${request.url} failed: ${error.message}`);
      send(response, 500, { __type: 'ServiceException', message: error.message });
    }
  });
}

async function route(request, response, customer, options) {
  const { pathname } = new URL(request.url, 'http://desk');
  const invoke = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname);
  const question = /^\/desk\/questions\/([^/]+)$/.exec(pathname);
  if (request.method === 'POST' && invoke) {
    invokeFunction(response, customer, decodeURIComponent(invoke[1]), await readJson(request));
  } else if (request.method === 'GET' && pathname === '/desk/questions') {
    send(response, 200, customer.openQuestions);
  } else if (request.method === 'POST' && question) {
    const isAnswered = await customer.answer(decodeURIComponent(question[1]), await readJson(request));
    send(response, isAnswered ? 200 : 409, { answered: isAnswered });
  } else if (request.method === 'PUT' && pathname === '/desk/scenario') {
    const { scenario } = await readJson(request);
    customerIn(scenario);
    options.scenario = scenario;
    send(response, 200, { scenario });
  } else {
    send(response, 404, { message: `There is no ${request.method} ${pathname}.` });
  }
}

function invokeFunction(response, customer, name, call) {
  if (name !== 'customer-desk') {
    response.setHeader('x-amzn-ErrorType', 'ResourceNotFoundException');
    send(response, 404, { Type: 'User', message: `Function not found: ${name}` });
    return;
  }
  try {
    send(response, 200, customer.receive(call));
  } catch (error) {
    // A function that fails is a call that works: status 200, and the header says what the body is.
    response.setHeader('X-Amz-Function-Error', 'Unhandled');
    send(response, 200, { errorType: error instanceof FunctionError ? error.type : error.name, errorMessage: error.message });
  }
}

async function readJson(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new Error(`Expected at most ${BODY_BYTES_MAX} bytes.`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
