export const role = 'arn:aws:iam::000000000000:role/baton';

/** The text of a machine whose states follow one another. */
export const machine = (states, rest = {}) => JSON.stringify({ StartAt: Object.keys(states)[0], States: states, ...rest });

export const pass = machine({ Done: { Type: 'Pass', End: true } });

export const waiting = machine({ Wait: { Type: 'Wait', Seconds: 3600, End: true } });

export const working = (activityArn, rest = {}) => machine({ Work: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 600, End: true, ...rest } });
