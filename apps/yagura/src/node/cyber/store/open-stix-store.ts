import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '@yagura/core'
import type { StixStore } from '@yagura/cyber'
import type { NodeMode } from '../../context.ts'
import { StoreClosedError } from '../../store/change-errors.ts'
import { refuseHalfRestored } from '../../store/replace-store.ts'
import { loadSqlite, type OpenSqlite } from '../../store/sqlite.ts'
import { connectStore } from '../../store/store-connection.ts'
import { CannotWriteError } from '../../store/store-errors.ts'
import { lockStore, makePrivateFile, storeFile } from '../../store/store-files.ts'
import { type CallTables, createStixStore } from './stix-calls.ts'
import { stixForm } from './stix-schema.ts'
import type { StixAnswer, StixRequest, StixThreadStart } from './stix-thread.ts'

/** The file that holds the STIX objects of a mode. */
export function stixFile(dataFolder: string, mode: NodeMode): string {
  return join(dataFolder, mode === 'REAL' ? 'cyber.sqlite' : 'cyber-simulated.sqlite')
}

/** A store of STIX objects in a thread of its own, and the calls beneath it. */
export type OpenStixStore = StixStore & { readonly call: CallTables }

/**
 * Opens the store of STIX objects of a data folder, made where it is absent, readable by its owner only. It lives in a thread of its
 * own, so that neither a large import nor a large question holds the node up.
 *
 * @param thread - The bundled entry; by default the one that lies beside the command's own bundle.
 * @throws StoreInUseError where another process has it.
 * @throws StoreVersionError, StoreDamagedError, CannotOpenStoreError where it cannot be used.
 */
export async function openStixStore(
  { dataFolder, mode, clock }: { readonly dataFolder: string; readonly mode: NodeMode; readonly clock: Clock },
  thread: URL = new URL('./stix-store-thread.js', import.meta.url),
): Promise<OpenStixStore> {
  const file = stixFile(dataFolder, mode)
  refuseHalfRestored(storeFile(dataFolder, mode))
  const openSqlite = await loadSqlite()
  const lock = lockStore(openSqlite, file)
  try {
    makePrivateFile(file)
    tryToOpen(openSqlite, { file, mode })
    const { call, close } = startThread(thread, { file, mode })
    let closing: Promise<void> | undefined
    const closeAll = (): Promise<void> => {
      closing ??= close().finally(lock.release)
      return closing
    }
    return { ...createStixStore(call, clock.nowMs, closeAll), call }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** What is wrong with a file is found in this thread, where errors keep what they are. */
function tryToOpen(openSqlite: OpenSqlite, start: StixThreadStart): void {
  connectStore(openSqlite, { ...start, ...stixForm }).close()
}

/** An answer as it is awaited: its number says which call it is of, and with it what the result is. */
type AwaitedAnswer = Exclude<StixAnswer, { readonly result: unknown }> | { readonly no: number; readonly result: never }

type Waiting = { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void }

/** Of the thread's heap, for what is short-lived; with the 48 MB that it has otherwise, nothing is faster. */
const youngMb = 8

function startThread(
  thread: URL,
  start: StixThreadStart,
): { readonly call: CallTables; readonly close: () => Promise<void> } {
  const { file } = start
  const worker = new Worker(thread, { workerData: start, resourceLimits: { maxYoungGenerationSizeMb: youngMb } })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let ended: Error | undefined
  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (answer: AwaitedAnswer) => {
    const asked = waiting.get(answer.no)
    waiting.delete(answer.no)
    if ('result' in answer) asked?.resolve(answer.result)
    else asked?.reject(answer.isOfDisk ? new CannotWriteError(file, answer.fault) : new Error(answer.fault))
  })
  worker.on('error', (error) => end(new CannotWriteError(file, error.message, error)))
  worker.on('exit', () => end(new StoreClosedError(file)))
  const ask = <Result>(name: StixRequest['name'], asked: readonly unknown[]): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      if (ended !== undefined) return reject(ended)
      last += 1
      waiting.set(last, { resolve, reject })
      const request: StixRequest = { no: last, name, asked }
      worker.postMessage(request)
    })
  const call: CallTables = (name, ...asked) => ask(name, asked)
  return {
    call,
    close: async () => {
      if (ended === undefined) await ask<void>('close', [])
      await worker.terminate()
    },
  }
}
