import { meansTheSame } from '../../shared/diff/definitions';
import { getConsole, sendConsole } from '../../shared/api/http';
import { testState, type StateTest, type StateTestResult } from './api';
import type { Samples } from './drafts';

/* Tests of states that are kept on the server for everybody who designs the machine: what a state is told, and what it has to come to. */

/** A kept test; texts are JSON. */
export interface TestCase extends Omit<StateTest, 'definition'> {
  id: number;
  stateMachineArn: string;
  name: string;
  expected: Expectation;
}

/** What a test has to come to; what is not said is not looked at. */
export interface Expectation {
  status: StateTestResult['status'];
  output?: string | undefined;
  error?: string | undefined;
  nextState?: string | undefined;
}

/** What of a test came out otherwise than it has to. */
export interface Difference {
  what: 'Status' | 'Next state' | 'Error' | 'Output';
  expected: string;
  given: string;
}

const path = 'test-cases';

export const listTestCases = async (stateMachineArn: string, signal?: AbortSignal) => ((await getConsole(path, { stateMachineArn }, signal)) as { testCases: TestCase[] }).testCases;
export const createTestCase = (test: Omit<TestCase, 'id'>) => sendConsole('POST', path, test);
export const updateTestCase = ({ id, ...test }: TestCase) => sendConsole('PUT', `${path}/${id}`, test);
export const deleteTestCase = (id: number) => sendConsole('DELETE', `${path}/${id}`);

/** What a test that ran now has to come to from now on. */
export function expectationOf({ status, output, error, nextState }: StateTestResult, withOutput: boolean): Expectation {
  return { status, ...(withOutput && output !== undefined ? { output } : {}), ...(error ? { error } : {}), ...(nextState ? { nextState } : {}) };
}

/** Runs a test on a definition. */
export function runTestCase({ stateName, input, variables, mock, retryCount }: TestCase, definition: string): Promise<StateTestResult> {
  return testState({ definition, stateName, input, variables, mock, retryCount });
}

/** What came out otherwise than it has to; nothing where the test passes. */
export function differences(expected: Expectation, result: StateTestResult): Difference[] {
  const found: Difference[] = [];
  const look = (what: Difference['what'], wanted: string | undefined, given: string | undefined, same = (a: string, b: string) => a === b) => {
    if (wanted !== undefined && (given === undefined || !same(wanted, given))) found.push({ what, expected: wanted, given: given ?? 'none' });
  };
  look('Status', expected.status, result.status);
  look('Next state', expected.nextState, result.nextState);
  look('Error', expected.error, result.error);
  look('Output', expected.output, result.output, meansTheSame);
  return found;
}

/** Samples in which a state is told what a test tells it. */
export function withTest(samples: Samples, { stateName, input, variables, mock, retryCount }: TestCase): Samples {
  const told: Samples['states'][string] = { input, answer: mock?.errorOutput ? 'error' : mock ? 'result' : 'real' };
  if (variables) told.variables = variables;
  if (mock?.result !== undefined) told.result = mock.result;
  if (mock?.errorOutput) Object.assign(told, mock.errorOutput);
  if (retryCount !== undefined) told.retries = String(retryCount);
  return { ...samples, states: { ...samples.states, [stateName]: told } };
}
