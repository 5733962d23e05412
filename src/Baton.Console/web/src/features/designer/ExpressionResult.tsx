import { useEffect, useState } from 'react';
import { evaluate, type Evaluation, type Sample } from './api';

/** How long after the last key an expression is tried, in milliseconds. */
const PAUSE = 300;

/** What an expression gives for the sample data, beside it. */
export function ExpressionResult({ expression, language, sample }: { expression: string; language: 'jsonata' | 'jsonpath'; sample: Sample }) {
  const [given, setGiven] = useState<Evaluation | null>(null);
  const { input, result, variables } = sample;
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => {
      evaluate(expression, language, { input, result, variables }, asking.signal).then(setGiven, () => asking.signal.aborted || setGiven(null)); // samples that are not JSON give nothing
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [expression, input, language, result, variables]);
  if (!given || given.kind === 'function') return null;
  return (
    <output className="expression-result" data-kind={given.kind}>
      {given.kind === 'error' ? given.error!.message : given.kind === 'nothing' ? 'nothing, for the sample' : given.result}
    </output>
  );
}
