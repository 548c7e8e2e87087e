import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningNode } from '@yagura/testkit'

/** Asks a node as a command of the same person does. @throws Error with the answer where it is no success. */
export async function ask(node: RunningNode, method: string, path: string, body?: unknown): Promise<unknown> {
  const { token } = JSON.parse(readFileSync(join(node.dataFolder, 'node.json'), 'utf8'))
  const response = await fetch(`${node.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** Waits until something holds, looking again twenty times a second; the test's own limit ends it. */
export async function whenTrue(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50)
}

/** A pause of real time, for what only time can show. */
export function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
