// The carrier: a worker of two activities, ship-parcel and recall-parcel, with the AWS SDK. Where the service is comes from the environment, as for every AWS client:
//   AWS_ENDPOINT_URL=http://127.0.0.1:7070 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any node worker.mjs FOLDER
// FOLDER has a file for each order: whoever makes it first, a parcel or its recall, is what happened.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CreateActivityCommand, GetActivityTaskCommand, SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';

const [folder = 'parcels'] = process.argv.slice(2);
const served = ['AT', 'CH', 'DE', 'FR', 'PL'];
const client = new SFNClient({ requestHandler: { requestTimeout: 75_000 } }); // the service holds a poll for a minute
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
mkdirSync(folder, { recursive: true });

class CarrierError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Carrier.${name}`;
  }
}

const activities = {
  'ship-parcel': ({ order, address }) => {
    if (!served.includes(address.country)) throw new CarrierError('AddressNotServed', `Nothing is delivered to ${address.country}.`);
    const parcel = first(order, { order, parcel: `P-${order}`, country: address.country });
    if (parcel.recalled) throw new CarrierError('Recalled', `The parcel of ${order} was recalled.`);
    return parcel;
  },
  'recall-parcel': ({ order }) => {
    const parcel = first(order, { order, recalled: true });
    if (!parcel.recalled) renameSync(written({ ...parcel, recalled: true }), fileOf(order));
    return { order, recalled: true };
  },
};

const fileOf = order => path.join(folder, `${encodeURIComponent(order)}.json`);

function written(value) {
  const draft = path.join(folder, `.${process.pid}`);
  writeFileSync(draft, JSON.stringify(value), { flush: true });
  return draft;
}

/** Makes the file of an order, or finds what it says already. */
function first(order, value) {
  const draft = written(value);
  try {
    linkSync(draft, fileOf(order));
    return value;
  } catch (failure) {
    if (failure.code !== 'EEXIST') throw failure;
    return JSON.parse(readFileSync(fileOf(order), 'utf8'));
  } finally {
    rmSync(draft);
  }
}

/** Does a task and says what came of it; that takes far less than the time after which a silent worker is given up. */
async function work(name, { taskToken, input }) {
  const task = JSON.parse(input);
  let result;
  try {
    result = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(activities[name](task)) });
    console.log(`${task.order} ${name}: done`);
  } catch (failure) {
    result = new SendTaskFailureCommand({ taskToken, error: failure.name, cause: failure.message });
    console.log(`${task.order} ${name}: ${failure.name}`);
  }
  await client.send(result);
}

/** Does something until it is done; a service that is away is waited for. */
async function persistently(what) {
  while (!stopping.signal.aborted) {
    try {
      return await what();
    } catch (failure) {
      if (stopping.signal.aborted) return undefined;
      console.error(failure.message);
      await new Promise(resolve => { setTimeout(resolve, 1_000); });
    }
  }
}

async function poll(name, activityArn) {
  const task = await client.send(new GetActivityTaskCommand({ activityArn, workerName: `carrier-${process.pid}` }), { abortSignal: stopping.signal });
  if (task.taskToken) await work(name, task);
}

const arns = {};
for (const name of Object.keys(activities)) arns[name] = (await persistently(() => client.send(new CreateActivityCommand({ name }))))?.activityArn;
console.log(`Working on ${Object.values(arns).join(' and ')}`);
await Promise.all(Object.entries(arns).map(async ([name, arn]) => {
  while (!stopping.signal.aborted) await persistently(() => poll(name, arn));
}));
