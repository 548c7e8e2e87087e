import type { Operations } from '../../src/api/types.ts'

type Answers = { readonly [Id in keyof Operations]?: Operations[Id]['answer'] }
type Entry = Operations['listAudit']['answer']['items'][number]

const nowMs = Date.now()
const minute = 60_000
const utc = (offsetMs: number) => new Date(nowMs + offsetMs).toISOString()
const phrases = (en: string, ja: string) => ({ banner: { en, ja }, portion: { en, ja } })
const toUsa = phrases('区分1 · REL TO JPN, USA', '区分1 · JPN、USAに開示')
const toAus = phrases('TLP:GREEN · REL TO AUS, JPN', 'TLP:GREEN · AUS、JPNに開示')
const origin = 'jp.ncc.example/simulated/ch/JPN-USA'

function entry(index: number, changes: Partial<Entry>): Entry {
  return {
    ...{ seq: 400 - index, firstUtc: utc(-index * 7 * minute - minute), atUtc: utc(-index * 7 * minute) },
    ...{ kind: 'audit/given', by: 'node', to: 'us.cspoc.example', of: origin, text: 'x', ids: [], marks: [toUsa] },
    ...{ ranges: [{ first: 40 * index, last: 40 * index + 39 }], count: 40 },
    ...changes,
  }
}

const many = [0, 3, 5, 7, 9, 11, 13, 15, 17, 19].map((first) => ({ first, last: first }))
const kinds: readonly Partial<Entry>[] = [
  {},
  { kind: 'audit/viewed-as', by: 'M. Sato', to: 'au.spoc.example', of: 'view', ranges: [], count: 31, marks: [toAus] },
  {
    kind: 'audit/read',
    by: 'M. Sato',
    to: 'M. Sato',
    ranges: [{ first: 7, last: 7 }],
    count: 1,
    ids: ['ab'.repeat(32)],
  },
  { kind: 'audit/read', by: 'J. Weber', to: 'J. Weber', of: 'releases', ranges: [], count: 3, marks: [toUsa, toAus] },
  {
    kind: 'audit/exported',
    by: 'J. Weber',
    to: 'J. Weber',
    of: 'evidence',
    ranges: [],
    count: 1,
    ids: ['e1'],
    marks: [],
  },
  { kind: 'audit/carried', by: 'A. Abe', ranges: many, count: 10, marks: [toUsa, toAus, toUsa, toAus] },
]

/** Answers about the audit that the look of the console is tried with. */
export const auditAnswers: Answers = {
  listAudit: {
    items: Array.from({ length: 48 }, (_, index) => entry(index, kinds[index % kinds.length] ?? {})),
    next: '1795316400000:300',
  },
}
