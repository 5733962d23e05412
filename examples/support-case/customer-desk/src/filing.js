import { setTimeout as delay } from 'node:timers/promises';
import { CreateActivityCommand, GetActivityTaskCommand, SendTaskFailureCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { say } from './options.js';

const DELAY_MS_MAX = 5000;

/** A worker as the AWS SDK has it: polls the activity `support-file` until the signal says stop. */
export async function fileSolutions(sfn, signal) {
  let records = 0;
  let failures = 0;
  let activityArn;
  while (!signal.aborted) {
    try {
      activityArn ??= (await sfn.send(new CreateActivityCommand({ name: 'support-file' }), { abortSignal: signal })).activityArn;
      const task = await sfn.send(new GetActivityTaskCommand({ activityArn, workerName: 'customer-desk' }), { abortSignal: signal });
      if (failures > 0) say('Baton answers again');
      failures = 0;
      if (task.taskToken) await file(sfn, task, ++records);
    } catch (error) {
      if (signal.aborted) return;
      if (failures++ === 0) say(`Baton does not answer, trying again: ${error.message || error.name}`);
      if (error.name === 'ActivityDoesNotExist') activityArn = undefined;
      await delay(Math.min(100 * 2 ** failures, DELAY_MS_MAX), undefined, { signal }).catch(() => {}); // an aborted wait ends the loop
    }
  }
}

async function file(sfn, task, record) {
  try {
    const { case: about, solution } = JSON.parse(task.input);
    const id = `KB-${String(record).padStart(4, '0')}`;
    say(`case ${about.id}: filed as ${id}: ${solution}`);
    await sfn.send(new SendTaskSuccessCommand({ taskToken: task.taskToken, output: JSON.stringify({ record: id }) }));
  } catch (error) {
    if (error.name === 'TaskTimedOut' || error.name === 'TaskDoesNotExist') return; // somebody else has filed it by now
    if (error.$metadata) throw error; // the service's failure, not this task's
    await sfn.send(new SendTaskFailureCommand({ taskToken: task.taskToken, error: error.name, cause: error.message }));
  }
}
