import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { coreKinds, type Marking, type Signer, signRecord, utf8Text } from '@yagura/record'
import pino from 'pino'
import { createLive } from '../../../src/node/live.ts'
import { createPartnersService } from '../../../src/node/partners/partners-service.ts'
import { openStore } from '../../../src/node/store/open-store.ts'
import { ulid } from '../../../src/node/ulid.ts'

/** What the writer answers: records that it was told are kept, and why others were not. */
export type Written = {
  readonly kept: readonly { readonly origin: string; readonly position: number; readonly line: string }[]
  readonly refused: readonly string[]
}

const mark: Marking = { pol: 'TLP', lvl: 0, tlp: 'GREEN', mode: 'REAL', aud: { JPN: 2, USA: 2 } }
let number = 0

async function makeLine(signer: Signer, padding: number): Promise<Uint8Array> {
  number += 1
  const refs = Array.from({ length: padding }, (_, index) => ({ rel: 'about', to: hex(number * 64 + index) }))
  const body = {
    ...{ v: 1, at: new Date().toISOString(), by: signer.keyId.slice(0, signer.keyId.indexOf('#')) },
    ...{ id: ulid(Date.now(), randomBytes), kind: 'dataset.add', mark, refs },
    data: { blob: hex(number), mediaType: 'text/plain', sizeBytes: number, what: 'space.test' },
  }
  const signed = await signRecord(body, [signer], coreKinds)
  if (!signed.ok) throw new TypeError(signed.fault.reason)
  return signed.line
}

const hex = (value: number): string => value.toString(16).padStart(64, '0')

/** Appends as many records as each line of standard input says, and answers each line with a line. */
export async function appendAsAsked(dataFolder: string, say: (line: string) => void): Promise<void> {
  const store = await openStore({ dataFolder, mode: 'REAL' })
  const context = {
    store,
    clock: { nowMs: () => Date.now() },
    live: createLive((error) => {
      throw error
    }),
    logger: pino({ level: 'silent' }),
    mode: 'REAL' as const,
    newId: () => ulid(Date.now(), randomBytes),
  }
  const service = await createPartnersService(
    context,
    { dataFolder, listen: undefined },
    { verifyOfficer: async (name) => ({ officer: name, role: 'administrator' }) },
  )
  if (service.identity === undefined) throw new TypeError('no identity')
  say('ready')
  for await (const asked of createInterface(process.stdin)) {
    const [count = 0, padding = 0] = asked.split(' ').map(Number)
    const lines: Uint8Array[] = []
    while (lines.length < count) lines.push(await makeLine(service.identity.author, padding))
    say('made')
    const outcomes = await Promise.allSettled(lines.map((line) => service.append([line])))
    const kept = outcomes.flatMap((outcome, index) =>
      outcome.status === 'fulfilled'
        ? outcome.value.map(({ origin, position }) => ({
            origin,
            position,
            line: utf8Text(lines[index] ?? new Uint8Array()) ?? '',
          }))
        : [],
    )
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
    say(JSON.stringify({ kept, refused } satisfies Written))
  }
  await store.close()
}
