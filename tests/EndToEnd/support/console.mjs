import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing on the page stands in the way of people with disabilities, as far as a program can tell (WCAG 2.2 A and AA, and best practices). */
export async function assertAccessible(page, what) {
  await page.evaluate(axe);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter(one => Number.isFinite(one.effect.getComputedTiming().endTime)).map(one => one.finished))); // colours change in between
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const faults = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 3).map(node => `  ${node.html.slice(0, 200)}\n  ${node.failureSummary.replaceAll('\n', ' ')}`).join('\n')}`);
  assert.deepEqual(faults, [], `${what} is accessible:\n${faults.join('\n')}`);
}

/** The page itself has seen nothing wrong, and asked nobody else. */
export function assertClean({ faults, foreign }) {
  assert.deepEqual(faults, []);
  assert.deepEqual(foreign, []);
}

export const executionPath = arn => `executions/${encodeURIComponent(arn)}`;
export const machinePath = arn => `machines/${encodeURIComponent(arn)}`;

/** A machine with a state of each kind, which takes a way of its own for each amount. */
export const order = {
  Comment: 'An order',
  StartAt: 'How much?',
  States: {
    'How much?': { Type: 'Choice', Choices: [{ Variable: '$.amount', NumericGreaterThan: 100, Next: 'Review' }], Default: 'Each item' },
    Review: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:000000000000:activity:review', TimeoutSeconds: 3_600, ResultPath: '$.review', Next: 'Each item', Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 2 }] },
    'Each item': { Type: 'Map', ItemsPath: '$.items', ResultPath: '$.packed', ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Pack', States: { Pack: { Type: 'Pass', End: true } } }, Next: 'Tell' },
    Tell: {
      Type: 'Parallel', ResultPath: null, Next: 'Done', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Refused' }],
      Branches: [{ StartAt: 'Mail', States: { Mail: { Type: 'Pass', End: true } } }, { StartAt: 'Book', States: { Book: { Type: 'Pass', Next: 'Post' }, Post: { Type: 'Pass', End: true } } }],
    },
    Done: { Type: 'Succeed' },
    Refused: { Type: 'Fail', Error: 'Order.Refused', Cause: 'Nobody could be told.' },
  },
};
