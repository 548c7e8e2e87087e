import { beforeEach, expect, test } from 'vitest'
import { PartnerLinkError } from '../../src/node/partners/errors.ts'
import type { OwnIdentity } from '../../src/node/partners/identity/own-identity.ts'
import { createReconciler } from '../../src/node/partners/pull/reconcile.ts'
import type { FileSource } from '../../src/node/partners/pull/remote-log.ts'
import { shownLog } from './attacks/shown-logs.ts'
import { identityOf, startVisitor, type Visitor } from './attacks/visitors.ts'
import { markFor, recordBy } from './partner-nodes.ts'

const origin = 'kr.example/ch/JPN-KOR-USA'
/** A little more than is fetched and kept at once. */
const entryCount = 2100
const notThere = { status: 404, body: new Uint8Array(0) }
const away: FileSource = {
  get: async () => {
    throw new PartnerLinkError('jp.example', 'the line is down')
  },
}

let kr: OwnIdentity

beforeEach(async () => {
  kr = await identityOf('KOR', 'kr.example')
})

/** The first entries of a log: the key of the author, and records by it. */
async function entriesOf(count: number): Promise<readonly Uint8Array[]> {
  const records = Array.from({ length: count - 1 }, () => recordBy(kr.author, markFor('JPN', 'KOR', 'USA')))
  return [Buffer.from(kr.keyRecords[0] ?? ''), ...(await Promise.all(records))]
}

/** Reconciles a node's own log with what two partners show of it. */
async function reconciled({ parts }: Visitor, jp: FileSource, us: FileSource): Promise<string> {
  const sourceOf = ({ card }: { readonly card: { readonly node: string } }) => (card.node === 'jp.example' ? jp : us)
  const reconciler = createReconciler({ ...parts, sourceOf })
  return reconciler.ensure(origin).then(
    () => `at ${parts.book.get(origin)?.head.size}`,
    (error: { readonly code: string }) => error.code,
  )
}

/** Gives the first entries of a log and no more. */
const half = (shown: FileSource): FileSource => ({
  get: async (path, mostBytes) => (path.includes('/entries/008') ? notThere : shown.get(path, mostBytes)),
})

test('a node of whose entries a part was taken back waits for the rest, also after another start, and accuses nobody', async () => {
  const others = await Promise.all([identityOf('JPN', 'jp.example'), identityOf('USA', 'us.example')])
  const entries = await entriesOf(entryCount)
  const [whole, behind] = [await shownLog(kr, origin, entries), await shownLog(kr, origin, entries.slice(0, 5))]
  let node = await startVisitor(kr, others)
  expect(await reconciled(node, half(whole), behind)).toBe('partners/not-reconciled')
  expect(node.parts.book.get(origin)?.head.size).toBe(2048)
  node = await node.restart()
  expect(await reconciled(node, away, behind)).toBe('partners/not-reconciled')
  expect(await reconciled(node, whole, behind)).toBe(`at ${entryCount}`)
  expect(node.evidence()).toEqual([])
  await node.end()
})

test('a node that finds another content of its own log at a partner appends nothing, and keeps the proof', async () => {
  const others = await Promise.all([identityOf('JPN', 'jp.example'), identityOf('USA', 'us.example')])
  const node = await startVisitor(kr, others)
  const entries = await entriesOf(9)
  const [one, other] = [entries.slice(0, 6), [...entries.slice(0, 4), ...entries.slice(7, 9)]]
  expect(await reconciled(node, await shownLog(kr, origin, one), away)).toBe('at 6')
  expect(await reconciled(node, await shownLog(kr, origin, other), away)).toBe('partners/not-reconciled')
  expect(node.evidence().map(({ kind, node: accused }) => [kind, accused])).toEqual([['equivocation', 'kr.example']])
  await node.end()
})
