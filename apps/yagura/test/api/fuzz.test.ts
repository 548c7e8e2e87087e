import { test } from 'vitest'
import { askedOperations, neverFails, refusesUnknownMembers, type Send, takesWhatFits } from './fuzz-operations.ts'
import { exampleHandlers, host, testServer } from './test-server.ts'

const runs = 100
const commandToken = 'fuzz'

/** Handlers that answer with examples: what is tried is what stands before them. */
async function fuzzServer(): Promise<Send> {
  const { app } = await testServer({ commandToken, handlers: exampleHandlers() })
  let count = 0
  return async ({ method, bodyType }, { url, body }) => {
    count += 1
    const headers = { host, authorization: `Bearer ${commandToken}` }
    // Addresses of this machine, so that the limit of one is not met.
    const remoteAddress = `127.0.${Math.floor(count / 250) % 250}.${count % 250}`
    const payload = bodyType === undefined ? JSON.stringify(body) : 'bytes'
    const type = { 'content-type': bodyType ?? 'application/json' }
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      headers: payload === undefined ? headers : { ...headers, ...type },
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: answer.statusCode, text: answer.body.slice(0, 500) }
  }
}

test('no request makes an operation fail', async () => {
  const send = await fuzzServer()
  for (const [, operation] of askedOperations()) await neverFails(operation, send, runs)
})

test('no operation takes a member that nothing names', async () => {
  const send = await fuzzServer()
  for (const [, operation] of askedOperations()) await refusesUnknownMembers(operation, send, runs / 4)
})

test('every operation takes what its schemas take', async () => {
  const send = await fuzzServer()
  for (const [, operation] of askedOperations()) await takesWhatFits(operation, send, runs / 4)
})
