import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { customerIn, say } from './options.js';

/** The function failed in a way that the workflow knows by name. */
export class FunctionError extends Error {
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

/**
 * The customer, and what the desk keeps for them: the open question of each case with its task token.
 * Answering is calling back with that token; what the function itself returns means nothing to a task that waits for one.
 */
export class Customer {
  #sfn;
  #options;
  #open = new Map(); // case id -> { kind, question, token }
  #deliveries = new Map(); // case and contact -> deliveries tried

  constructor(sfn, options) {
    this.#sfn = sfn;
    this.#options = options;
  }

  get openQuestions() {
    return [...this.#open].map(([id, { kind, question }]) => ({ case: id, kind, question }));
  }

  /** One call of the function `customer-desk`. */
  receive(call) {
    const script = customerIn(call.scenario || this.#options.scenario);
    switch (call.kind) {
      case 'question':
        return this.#ask(call, script.answersQuestion && { answer: script.answer });
      case 'reminder':
        return this.#ask(call, script.answersReminder && { answer: script.answer });
      case 'survey':
        return this.#ask({ ...call, question: 'How did we do, from 1 to 5?' }, script.answersSurvey && { stars: 5 });
      case 'solution':
        return this.#deliver(call, script);
      case 'stale':
        say(`case ${call.case.id}: ${call.case.customer} is told that the case is closed without an answer`);
        return { told: true };
      default:
        throw new FunctionError('UnknownKind', `Expected question, reminder, survey, solution or stale as kind, found '${call.kind}'.`);
    }
  }

  /** Answers the open question of a case. Resolves to false where there is none, or nobody waits for it any more. */
  async answer(id, output) {
    const open = this.#open.get(id);
    if (!open) return false;
    this.#open.delete(id);
    try {
      await this.#sfn.send(new SendTaskSuccessCommand({ taskToken: open.token, output: JSON.stringify(output) }));
      say(`case ${id}: the customer answers: ${output.answer ?? JSON.stringify(output)}`);
      return true;
    } catch (error) {
      if (error.name !== 'TaskTimedOut' && error.name !== 'TaskDoesNotExist') throw error;
      say(`case ${id}: the customer answers too late`);
      return false;
    }
  }

  #ask(call, reply) {
    const id = call.case.id;
    // A call can come twice; the same token is the same question.
    if (this.#open.get(id)?.token === call.token) return { noted: true };
    this.#open.set(id, { kind: call.kind, question: call.question, token: call.token });
    say(`case ${id}: ${call.kind} to ${call.case.customer}: ${call.question}${reply ? '' : ' (no answer)'}`);
    if (reply) setTimeout(() => this.#replyTo(call, reply), this.#options.paceMs);
    return { noted: true };
  }

  #replyTo(call, reply) {
    if (this.#open.get(call.case.id)?.token !== call.token) return; // answered by hand meanwhile
    this.answer(call.case.id, reply).catch((error) => say(`case ${call.case.id}: the answer could not be sent: ${error.message}`));
  }

  #deliver(call, script) {
    const key = `${call.case.id} ${call.contact}`;
    const tries = (this.#deliveries.get(key) ?? 0) + 1;
    this.#deliveries.set(key, tries);
    if (tries <= script.failedDeliveries) {
      say(`case ${call.case.id}: delivery ${tries} to ${call.contact} fails`);
      throw new FunctionError('NotDelivered', `${call.contact} does not accept mail right now.`);
    }
    say(`case ${call.case.id}: ${call.contact} gets the solution: ${call.solution}`);
    return { delivered: true };
  }
}
