import type { Store } from '@yagura/core'
import { openStore } from '../../src/node/store/open-store.ts'
import { note, rows } from './drafts.ts'

/**
 * What the process of the crash test does: commits without end, several at a time, and says on standard output what was
 * acknowledged. A round is one line of the log, a document of the same number, and now and then archive rows.
 *
 * @param dataFolder - Its store; it goes on where an earlier process was killed.
 * @param say - Writes a line at once, past all buffers of the process.
 */
export async function writeUntilKilled(dataFolder: string, say: (line: string) => void): Promise<void> {
  const store = await openStore({ dataFolder, mode: 'REAL' })
  const first = store.lastSeq()
  say(`opened ${first}`)
  for (let round = first; ; round++) {
    const large = round % 5 === 0 ? writeLarge(store, `${first}-${round}`, say) : undefined
    await Promise.all([0, 1, 2].map((lane) => writeSmall(store, `${first}-${round}-${lane}`, say)))
    await large
  }
}

async function writeSmall(store: Store, name: string, say: (line: string) => void): Promise<void> {
  const { records } = await store.commit({
    append: [note(name)],
    put: [{ collection: 'jobs', id: name, body: { name } }],
    archive: rows(`small/${name}`, 2, 50),
  })
  for (const { seq } of records) say(`line ${seq} ${name}`)
}

async function writeLarge(store: Store, name: string, say: (line: string) => void): Promise<void> {
  say(`begun ${name}`)
  const archive = rows(`large/${name}`, 700, 300)
  await store.commit({ archive, put: [{ collection: 'screenings', id: name, body: { rows: archive.length } }] })
  say(`large ${name}`)
  await store.commit({ forget: [{ collection: `large/${name}` }], remove: [{ collection: 'screenings', id: name }] })
  say(`forgotten ${name}`)
}
