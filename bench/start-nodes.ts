import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchContext } from './bench-context.ts'
import { type Engine, startEngine } from './start-engine.ts'

/** Two nodes, each a process of its own with a store and a port of its own. */
export type TwoNodes = { readonly author: Engine; readonly reader: Engine }

const names = { author: ['JPN', 'jp.ncc.example'], reader: ['USA', 'us.ncc.example'] } as const

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('this machine gave no port')
  return address.port
}

/** Starts two nodes; the one that reads on one core alone where `cores` is 1. */
export async function startTwoNodes(context: BenchContext, cores: 1 | 2): Promise<TwoNodes> {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-bench-nodes-'))
  const script = context.script('replication-engine')
  const start = async (who: 'author' | 'reader', other: 'author' | 'reader'): Promise<Engine> => {
    const isOnOne = who === 'reader' && cores === 1
    const words = [...names[who], String(await freePort()), names[other][1], isOnOne ? 'one-core' : 'all-cores']
    const engine = startEngine(script, folder, ...words)
    await engine.ask('ready')
    return engine
  }
  return { author: await start('author', 'reader'), reader: await start('reader', 'author') }
}
