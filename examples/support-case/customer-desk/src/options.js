import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const scenarios = JSON.parse(readFileSync(new URL('../../scenarios.json', import.meta.url), 'utf8'));

/** Options from the command line, else from the environment, else the defaults. */
export function readOptions(args = process.argv.slice(2)) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: process.env.PORT ?? '0' },
      scenario: { type: 'string', default: process.env.SCENARIO ?? 'happy' },
      pace: { type: 'string', default: process.env.PACE ?? '1' },
      endpoint: { type: 'string', default: process.env.BATON_ENDPOINT ?? 'http://127.0.0.1:7070' },
    },
  });
  customerIn(values.scenario); // a scenario that is not there is said at once
  return { port: Number(values.port), scenario: values.scenario, paceMs: 1000 * Number(values.pace), endpoint: values.endpoint };
}

/** How the customer behaves in a scenario. */
export function customerIn(scenario) {
  const found = scenarios[scenario];
  if (!found) throw new Error(`Expected one of ${Object.keys(scenarios).join(', ')} as scenario, found '${scenario}'.`);
  return found.customer;
}

export function say(text) {
  console.log(`${new Date().toTimeString().slice(0, 8)} customer desk   ${text}`);
}
