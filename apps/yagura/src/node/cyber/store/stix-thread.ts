import type { MessagePort } from 'node:worker_threads'
import { loadSqlite, sqliteCodeOf } from '../../store/sqlite.ts'
import type { StoreForm, StorePlace } from '../../store/store-connection.ts'
import { connectStore } from '../../store/store-connection.ts'
import { stixForm } from './stix-schema.ts'
import { createStixTables, type StixTables } from './stix-tables.ts'

/** What the thread is started with. */
export type StixThreadStart = Omit<StorePlace, keyof StoreForm>

/** A question to the thread. */
export type StixRequest = {
  readonly no: number
  readonly name: keyof StixTables | 'close'
  readonly asked: readonly unknown[]
}

/** Its answer; `fault` is what went wrong, `isOfDisk` whether SQLite said so. */
export type StixAnswer =
  | { readonly no: number; readonly result: unknown }
  | { readonly no: number; readonly fault: string; readonly isOfDisk: boolean }

/** Pages of 8 KiB after which the journal is brought into the file: nothing but this thread waits meanwhile. */
const journalPages = 10_000
const cacheKib = 16_384

/** Serves a store of STIX objects to a port, one question after the other, until it is told to close. */
export async function runStixThread({ file, mode }: StixThreadStart, port: MessagePort): Promise<void> {
  const connection = connectStore(await loadSqlite(), { file, mode, ...stixForm })
  connection.exec(`PRAGMA wal_autocheckpoint = ${journalPages}; PRAGMA cache_size = -${cacheKib}`)
  const methods: Readonly<Record<string, (...asked: never[]) => unknown>> = createStixTables(connection)
  const answer = ({ no, name, asked }: StixRequest): StixAnswer => {
    try {
      if (name === 'close') {
        connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
        connection.close()
        return { no, result: undefined }
      }
      return { no, result: Reflect.apply(methods[name] ?? refuse, undefined, asked) }
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error)
      return { no, fault, isOfDisk: sqliteCodeOf(error) !== undefined }
    }
  }
  port.on('message', (request: StixRequest) => {
    port.postMessage(answer(request))
    if (request.name === 'close') port.close()
  })
}

function refuse(): never {
  throw new Error('there is no such call')
}
