import { open, readFile, rename } from 'node:fs/promises'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { jsonOf } from '../cli/json-of.ts'
import { ScanStateError } from './scan-errors.ts'

const ZeekHeaderSchema = Type.Object({
  separator: Type.String(),
  setSeparator: Type.String(),
  emptyField: Type.String(),
  unsetField: Type.String(),
  path: Type.Optional(Type.String()),
  fields: Type.Array(Type.String()),
  types: Type.Array(Type.String()),
})

const LogPlace = Type.Object({
  log: Type.String(),
  /** Bytes that are done, unpacked. */
  offset: Type.Integer(),
  /** Lines that are done. */
  lines: Type.Integer(),
  header: Type.Optional(ZeekHeaderSchema),
  /** What it begins with: another file under the same name is told by it. */
  beginning: Type.Object({ bytes: Type.Integer(), sha256: Type.String() }),
  /** The last line that is done, where it had no end: whether it was one, or will be longer, shows later. */
  openLine: Type.Optional(
    Type.Object({
      /** Bytes before it. */
      offset: Type.Integer(),
      events: Type.Integer(),
      badLines: Type.Integer(),
      /** Alerts that it has brought, by what is equal for the same ones. */
      told: Type.Array(Type.String()),
    }),
  ),
  isEnded: Type.Boolean(),
  /** Size of the file as it lay when it was last read from its beginning to its end; absent for what is no file. */
  fileBytes: Type.Optional(Type.Integer()),
})

const ScanState = Type.Object({
  version: Type.Literal(2),
  /** Names what is looked for and how: another question cannot go on from this state. */
  question: Type.String(),
  /** Unix time, ms, of the first start: judges validity, and dates what has no time. */
  nowMs: Type.Number(),
  /** How far each log was read. */
  logs: Type.Array(LogPlace),
  /** What rules about several events held then; absent where it was more than a state should hold. */
  memory: Type.Optional(Type.Array(Type.Object({ rule: Type.String(), group: Type.String(), held: Type.Unknown() }))),
  /** The file that alerts went to; absent for a pipe. */
  output: Type.Optional(Type.Object({ device: Type.Number(), inode: Type.Number(), bytes: Type.Integer() })),
  counts: Type.Object({ events: Type.Integer(), alerts: Type.Integer(), badLines: Type.Integer() }),
})

/** How far a log was read. */
export type LogPlace = Static<typeof LogPlace>

/** How far a scan has come. */
export type ScanState = Static<typeof ScanState>

/**
 * Reads a state.
 *
 * @returns Undefined where there is no such file yet.
 * @throws ScanStateError where it is not a state.
 */
export async function readScanState(file: string): Promise<ScanState | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ScanStateError(file, error.message)
  })
  if (text === undefined) return undefined
  const state = jsonOf(text)
  if (!Check(ScanState, state)) throw new ScanStateError(file, 'it is no state of a scan')
  return state
}

/** Writes a state so that after a kill or a power cut the file holds it, or the one before. @throws ScanStateError */
export async function writeScanState(file: string, state: ScanState): Promise<void> {
  const draft = `${file}.draft`
  try {
    const handle = await open(draft, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify(state))
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    throw error instanceof Error ? new ScanStateError(file, error.message) : error
  }
}
