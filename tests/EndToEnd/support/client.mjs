import { Readable } from 'node:stream';
import * as sfn from '@aws-sdk/client-sfn';
import { faultsOfAnswer } from './model.mjs';

/**
 * The AWS SDK's client, with one method for each operation: `client.startExecution({...})`. Every answer is held against the API model.
 * `attempts` is how often the SDK tries a call.
 */
export function clientOf(url, { attempts = 1, region = 'us-east-1', sockets = 200 } = {}) {
  const client = new sfn.SFNClient({
    endpoint: url, region, maxAttempts: attempts, disableHostPrefix: true, // there is no sync-127.0.0.1
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a secret of nobody' },
    requestHandler: { httpAgent: { keepAlive: true, maxSockets: sockets }, connectionTimeout: 5_000 },
  });
  checkAnswers(client.config.requestHandler);
  return new Proxy(client, {
    get: (target, name) => {
      const command = typeof name === 'string' ? sfn[`${name[0].toUpperCase()}${name.slice(1)}Command`] : undefined;
      if (command) return (input = {}, options = {}) => target.send(new command(input), options);
      const member = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

function checkAnswers(handler) {
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const result = await handle(request, options);
    const chunks = [];
    for await (const chunk of result.response.body) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const operation = request.headers['x-amz-target'].split('.')[1];
    const faults = faultsOfAnswer(operation, result.response.statusCode, body.toString('utf8'));
    if (faults.length > 0) throw Object.assign(new Error(`The answer is not what the API model says:\n${faults.join('\n')}`), { name: 'UnmodeledAnswer' });
    result.response.body = Readable.from([body]);
    return result;
  };
}
