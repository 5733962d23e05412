import assert from 'node:assert/strict';

/** The call is refused with the error of that name, message and status. Gives the error. */
export async function refused(call, name, message, status = 400) {
  const error = await call.then(answer => assert.fail(`Expected ${name}, got ${JSON.stringify(answer)}`), failure => failure);
  if (error.name !== name || error.$fault !== 'client') throw error;
  if (message instanceof RegExp) assert.match(error.message, message);
  else assert.equal(error.message, message);
  assert.equal(error.$metadata.httpStatusCode, status);
  return error;
}
