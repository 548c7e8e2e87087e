import { setTimeout as wait } from 'node:timers/promises'
import { isMembers, type StixObject } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { malware, members, relationship, shared, type TaxiiNode, taxiiNode } from './taxii-node.ts'

const thread = stixThreadBundle()
const beforehand = 2000
const batches = 60
const batchObjects = 100
const batchMs = 100
const partners = { usa: ['USA'], fra: ['FRA', 'USA'] } as const

type Writing = { isOver: boolean }

/** 1,000 objects a second: half of them for one partner alone, some again in a later version, some referring to what comes later. */
async function write(node: TaxiiNode, writing: Writing): Promise<void> {
  const startMs = Date.now()
  for (let batch = 0; batch < batches; batch += 1) {
    await wait(Math.max(0, startMs + batch * batchMs - Date.now()))
    // The clock of the node is set back once: places in a collection do not depend on it.
    node.setNow(Date.UTC(2026, 0, 1) + batch * batchMs - (batch > batches / 2 ? 3_600_000 : 0))
    await node.share(objectsOf(batch), batch % 2 === 0 ? partners.usa : partners.fra)
  }
  writing.isOver = true
}

function objectsOf(batch: number): readonly StixObject[] {
  const first = beforehand + batch * batchObjects
  return Array.from({ length: batchObjects }, (_, at) => {
    const no = first + at
    if (at % 10 === 0) return malware(no % beforehand, { modified: modifiedAt(batch) })
    // Its end comes with the batch after the next, which is for the same partners.
    if (at % 10 === 1 && batch < batches - 2)
      return relationship(no, malware(no + 1), malware(no + 1 + 2 * batchObjects))
    return malware(no)
  })
}

function modifiedAt(batch: number): string {
  return `2024-02-01T00:00:00.${String(batch + 1).padStart(3, '0')}Z`
}

/** Reads on until nothing more comes once the writer is done. */
async function readAll(
  node: TaxiiNode,
  as: string,
  { by, limit }: { readonly by: 'next' | 'added_after'; readonly limit: number },
  writing: Writing,
): Promise<readonly string[]> {
  const seen: string[] = []
  let more = ''
  let after = ''
  for (;;) {
    const { isOver } = writing
    const page = await node.ask(as, `${shared}/objects/?match[version]=all&limit=${limit}${more}`)
    expect(page.statusCode).toBe(200)
    const { objects = [], next } = members(page)
    for (const object of Array.isArray(objects) ? objects.filter(isMembers) : [])
      seen.push(`${object['id']} ${object['modified']}`)
    const last = page.headers['x-taxii-date-added-last']
    if (typeof last === 'string') after = `&added_after=${encodeURIComponent(last)}`
    // A page that was asked for by name goes on with the same question.
    const question = more.replace(/&next=.*/, '')
    more = by === 'next' && typeof next === 'string' ? `${question}&next=${encodeURIComponent(next)}` : after
    if (isOver && next === undefined) return seen
  }
}

test.each([
  'usa',
  'fra',
] as const)('%s loses nothing and gets nothing twice while 1,000 objects a second are added', async (as) => {
  const node = await taxiiNode(thread())
  await node.account({ name: as, nation: as.toUpperCase() })
  await node.share(
    Array.from({ length: beforehand }, (_, no) => malware(no)),
    partners.fra,
  )
  const writing = { isOver: false }
  const written = write(node, writing)
  const ways = (['next', 'added_after'] as const).flatMap((by) => [1, 100, 1000].map((limit) => ({ by, limit })))
  const read = await Promise.all(ways.map((way) => readAll(node, as, way, writing)))
  await written
  const ofBatches = Array.from({ length: batches }, (_, batch) => batch)
    .filter((batch) => as === 'usa' || batch % 2 === 1)
    .flatMap(objectsOf)
  const wanted = [...Array.from({ length: beforehand }, (_, no) => malware(no)), ...ofBatches]
  const names = wanted.map(({ id, modified }) => `${id} ${String(modified)}`).sort()
  for (const [at, seen] of read.entries()) {
    expect([ways[at], new Set(seen).size]).toEqual([ways[at], seen.length])
    expect([...seen].sort()).toEqual(names)
  }
})
