// A worker with nothing but the AWS SDK. Where the service is comes from the environment, as for every AWS client:
//   AWS_ENDPOINT_URL=http://127.0.0.1:7070 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any node worker.mjs ACTIVITY-ARN
import { GetActivityTaskCommand, SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';

const [activityArn] = process.argv.slice(2);
const client = new SFNClient({ requestHandler: { requestTimeout: 75_000 } }); // the service holds a poll for a minute
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());

/** The work itself; may run again for a task that it has done before. */
async function greet({ name }) {
  if (!name) throw Object.assign(new Error('There is nobody to greet.'), { name: 'Name.Missing' });
  return { greeting: `Hello ${name}` };
}

async function work({ taskToken, input }) {
  const heartbeat = setInterval(() => client.send(new SendTaskHeartbeatCommand({ taskToken })).catch(() => clearInterval(heartbeat)), 10_000);
  try {
    const output = JSON.stringify(await greet(JSON.parse(input)));
    await client.send(new SendTaskSuccessCommand({ taskToken, output }));
  } catch (failure) {
    if (['TaskTimedOut', 'TaskDoesNotExist'].includes(failure.name)) return; // nobody waits for it any more
    await client.send(new SendTaskFailureCommand({ taskToken, error: failure.name, cause: failure.message }));
  } finally {
    clearInterval(heartbeat);
  }
}

console.log(`Working on ${activityArn}`);
while (!stopping.signal.aborted) {
  try {
    const task = await client.send(new GetActivityTaskCommand({ activityArn, workerName: `node-${process.pid}` }), { abortSignal: stopping.signal });
    if (task.taskToken) await work(task);
  } catch (failure) {
    if (stopping.signal.aborted) break;
    console.error(failure.message); // the service is away: the next poll waits for it
    await new Promise(resolve => { setTimeout(resolve, 1_000); });
  }
}
