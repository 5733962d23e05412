import { SFNClient } from '@aws-sdk/client-sfn';
import { Customer } from './customer.js';
import { fileSolutions } from './filing.js';
import { readOptions, say } from './options.js';
import { createDesk } from './server.js';

// The customer desk: the function `customer-desk`, the worker of the activity `support-file`, and the customer behind both.
// Options, as --NAME VALUE or in the environment: port (PORT), scenario (SCENARIO), pace in seconds (PACE), endpoint (BATON_ENDPOINT).
const options = readOptions();
const sfn = new SFNClient({ endpoint: options.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'desk', secretAccessKey: 'desk' } });
const desk = createDesk(new Customer(sfn, options), options);
const stopping = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    say('the desk closes');
    stopping.abort();
    desk.close();
    desk.closeAllConnections();
  });
}

desk.listen(options.port, '127.0.0.1', () => say(`the desk is open on http://127.0.0.1:${desk.address().port}`));
await fileSolutions(sfn, stopping.signal);
sfn.destroy();
