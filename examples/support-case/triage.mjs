// The function `support-triage`: says how urgent a request is, from 0 to 100, and what it is about. Reads the case from standard input and writes the
// result to standard output; examples/functions/bash/bootstrap makes a Lambda function of that.
import { readFileSync } from 'node:fs';

const urgent = [[/\b(fire|smoke|burn\w*|shock)\b/i, 95], [/\b(down|outage|dead|nothing|stopped|lost)\b/i, 80], [/\b(how|wish|would like|question)\b/i, 30]];
const topics = [['hardware', /\b(lamp|led|router|cable|power|screen)\b/i], ['billing', /\b(invoice|bill|refund|paid|charge\w*)\b/i], ['account', /\b(password|log ?in|account)\b/i]];

const { subject, text } = JSON.parse(readFileSync(0, 'utf8'));
const words = `${subject} ${text}`;
console.log(JSON.stringify({
  priority: urgent.find(([pattern]) => pattern.test(words))?.[1] ?? 50,
  topic: topics.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other',
}));
