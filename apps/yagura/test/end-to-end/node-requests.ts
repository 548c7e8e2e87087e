import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningNode } from '@yagura/testkit'

/** Asks a node as a command of the same person does. @throws Error with the answer where it is no success. */
export function ask(node: RunningNode, method: string, path: string, body?: unknown): Promise<unknown> {
  const type = body === undefined ? undefined : 'application/json'
  return send(node, method, path, type, body === undefined ? undefined : JSON.stringify(body))
}

/** Hands a file to a node in the same way. */
export function askWithBytes(node: RunningNode, method: string, path: string, bytes: Uint8Array): Promise<unknown> {
  return send(node, method, path, 'application/octet-stream', Buffer.from(bytes))
}

async function send(
  node: RunningNode,
  method: string,
  path: string,
  type: string | undefined,
  body: string | Buffer<ArrayBuffer> | undefined,
): Promise<unknown> {
  const { token } = JSON.parse(readFileSync(join(node.dataFolder, 'node.json'), 'utf8'))
  const response = await fetch(`${node.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body }),
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
