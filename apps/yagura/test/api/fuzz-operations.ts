import fc from 'fast-check'
import { expect } from 'vitest'
import type { Operation } from '../../src/api/contract/common.ts'
import { operations } from '../../src/api/contract/operations.ts'
import { type ArbitraryRequest, anyRequests, requestsWithUnknownMember, validRequests } from './arbitrary-request.ts'

/** Sends a request; gives the status and the text of the answer. */
export type Send = (
  operation: Operation,
  request: ArbitraryRequest,
) => Promise<{ readonly status: number; readonly text: string }>

/** Streams of events do not end, and the path must lead to the route: those are not asked here. */
const notAsked = new Set(['streamEvents'])

/** Every operation that answers one request with one answer. */
export function askedOperations(): readonly (readonly [string, Operation])[] {
  const table: Record<string, Operation> = operations
  return Object.entries(table).filter(([id]) => !notAsked.has(id))
}

function parameters(runs: number) {
  return { numRuns: runs, seed: 20_261_122, endOnFailure: true }
}

/** No request whatever makes the node fail. */
export async function neverFails(operation: Operation, send: Send, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyRequests(operation), async (request) => {
      const { status, text } = await send(operation, request)
      expect(status, text).toBeLessThan(500)
    }),
    parameters(runs),
  )
}

/** A member that nothing names is refused, and it is named. */
export async function refusesUnknownMembers(operation: Operation, send: Send, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requestsWithUnknownMember(operation), async (request) => {
      const { status, text } = await send(operation, request)
      expect(status, `${request.url} ${text}`).toBe(400)
      expect(text).toContain('no such member')
    }),
    parameters(runs),
  )
}

/** What the schemas take is not refused by them, whatever a service may say to it. */
export async function takesWhatFits(operation: Operation, send: Send, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(validRequests(operation), async (request) => {
      const { status, text } = await send(operation, request)
      expect(status, `${request.url} ${JSON.stringify(request.body)} ${text}`).toBeLessThan(500)
      expect(text).not.toContain('api/invalid-request')
    }),
    parameters(runs),
  )
}
