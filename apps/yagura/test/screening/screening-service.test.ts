import type { ElementSet } from '@yagura/formats'
import { type AlertRule, generatePopulation } from '@yagura/space'
import { expect, test } from 'vitest'
import type { ApproachRow } from '../../src/api/contract/space-views.ts'
import { createCatalogueService } from '../../src/node/catalogue/catalogue-service.ts'
import type { JudgeDetections, NodeContext } from '../../src/node/context.ts'
import { createJobService } from '../../src/node/jobs/job-service.ts'
import { createScreeningService } from '../../src/node/screening/screening-service.ts'
import { utcOfUnixMs } from '../../src/node/unix-time.ts'
import { createStartScreening } from '../../src/screening/start-screening.ts'
import { bytesOf, testNode, testSettings } from '../catalogue/node-context.ts'
import { threadBundle } from './thread-bundle.ts'

const thread = threadBundle()
const nowMs = Date.UTC(2026, 0, 1)
const minuteMs = 60_000
const caller = { officer: 'Sato', role: 'officer' } as const
const settings = { ...testSettings, screening: { ...testSettings.screening, automatic: true, days: 0.5, withinKm: 10 } }

const watchAll: AlertRule = {
  id: 'all',
  objects: { kind: 'all' },
  maxMissKm: 5,
  minMaxPc: 0,
  minRelativeSpeedKmPerS: 0,
  leadTimeH: 6,
  priority: 'serious',
  rationale: { consequence: 'c', action: 'a', timeAllowedS: 3600 },
}

/** Fires wherever the other does. */
const knowAll: AlertRule = { ...watchAll, id: 'know', priority: 'advisory' }

/** Real numbers and names that a spreadsheet would run. */
function* dangerousObjects(): Generator<ElementSet> {
  const openings = ['=', '+', '-', '@', '\t', '＝']
  for (const set of generatePopulation({ seed: 1, epochUtc: utcOfUnixMs(nowMs), objectCount: 1500 })) {
    const id = set.id - 900_000_000
    yield { ...set, id, name: `${openings[id % openings.length]}cmd|"${id}"` }
  }
}

async function open(context: NodeContext, judged: Parameters<JudgeDetections>[1][] = []) {
  const catalogue = await createCatalogueService(context, { settings: () => settings, priorityOf: () => null })
  const jobs = createJobService(context)
  const screening = await createScreeningService(context, {
    catalogue,
    jobs,
    settings: () => settings,
    rules: () => [knowAll, watchAll],
    onRulesChanged: () => () => undefined,
    judge: async (_watchId, detections) => {
      judged.push(detections)
    },
    alertOf: (key) => ({ id: `alert of ${key}`, state: 'new' }),
    messagesAbout: () => [],
    partnersAbout: async () => [],
    threadCount: 1,
    startScreening: createStartScreening(thread()),
  })
  const list = (query: Parameters<typeof screening.handlers.listApproaches>[0]['query']) =>
    screening.handlers.listApproaches({ params: undefined, query, body: undefined }, caller)
  const read = (id: string) =>
    screening.handlers.readEncounter({ params: { id }, query: undefined, body: undefined }, caller)
  const ingest = () =>
    catalogue.ingest({
      ...{ sourceId: 'S1', name: 'objects', reads: 'elements', signal: new AbortController().signal },
      bytes: bytesOf(),
      sets: dangerousObjects(),
    })
  return { catalogue, jobs, screening, list, read, ingest, judged }
}

/** A node that has screened by itself and judged what it found. */
async function screened() {
  const node = await testNode(nowMs)
  const services = await open(node.context)
  await services.ingest()
  await services.screening.tick()
  expect(services.jobs.list()).toEqual([])
  node.setNow(nowMs + 6000)
  const finished = new Promise<void>((resolve) => {
    node.context.live.subscribe((event) => {
      if (event.kind === 'job' && event.job.state === 'finished') resolve()
    })
  })
  await services.screening.tick()
  await finished
  await services.screening.tick()
  return { node, ...services }
}

test('a node with a catalogue screens by itself once it has settled, and not again before its time', async () => {
  const { node, jobs, screening } = await screened()
  expect(jobs.list()).toMatchObject([{ kind: 'screening', startedBy: 'node', state: 'finished' }])
  expect(screening.summary()).toMatchObject({ objects: 1500, leftOut: 0, days: 0.5, withinKm: 10 })
  node.setNow(nowMs + 59 * minuteMs)
  await screening.tick()
  expect(jobs.list()).toHaveLength(1)
})

test('pages of a list, put together, are the whole list in its order', async () => {
  const { list } = await screened()
  const all = await list({ sort: 'miss', limit: 1000 })
  expect(all.total).toBeGreaterThan(20)
  expect(all.items).toHaveLength(all.total)
  const pages: ApproachRow[] = []
  for (let offset = 0; offset < all.total; offset += 7)
    pages.push(...(await list({ sort: 'miss', offset, limit: 7 })).items)
  expect(pages).toEqual(all.items)
  for (const [sort, value] of [
    ['miss', (row: ApproachRow) => row.missKm],
    ['maxPc', (row: ApproachRow) => row.maxPc],
    ['speed', (row: ApproachRow) => row.relativeSpeedKmPerS],
    ['tca', (row: ApproachRow) => Date.parse(row.tcaUtc)],
  ] as const) {
    const values = (await list({ sort, limit: 1000 })).items.map(value)
    expect(values).toEqual([...values].sort((a, b) => a - b))
    const falling = (await list({ sort, descending: true, limit: 1000 })).items.map(value)
    expect(falling).toEqual(values.reverse())
  }
})

test('filters keep exactly the rows that fit', async () => {
  const { list } = await screened()
  const { items: all } = await list({ limit: 1000 })
  const some = all[3]
  if (some === undefined) throw new Error('too few rows')
  const object = some.secondary.id
  expect((await list({ object, limit: 1000 })).items).toEqual(
    all.filter(({ primary, secondary }) => primary.id === object || secondary.id === object),
  )
  expect((await list({ maxMissKm: 8, limit: 1000 })).items).toEqual(all.filter(({ missKm }) => missKm <= 8))
  expect((await list({ q: `cmd|"${object}"`, limit: 1000 })).items).toEqual(
    all.filter(({ primary, secondary }) => primary.id === object || secondary.id === object),
  )
  const alerted = (await list({ alertedOnly: true, limit: 1000 })).items
  expect(alerted.length).toBeGreaterThan(0)
  expect(alerted).toEqual(
    all.filter(({ missKm, tcaUtc }) => missKm <= 5 && Date.parse(tcaUtc) <= nowMs + 6 * 60 * minuteMs + 6000),
  )
  expect(alerted[0]).toMatchObject({ priority: 'serious', state: 'new' })
  expect((await list({ sort: 'priority', limit: alerted.length })).items).toEqual(alerted)
})

test('an encounter states the same miss in every frame that it shows', async () => {
  const { list, read } = await screened()
  for (const row of (await list({ sort: 'miss', limit: 10 })).items) {
    const { approach, plane, statesAtTca, track, updates, approachAngleDeg } = await read(row.id)
    expect(approach).toEqual(row)
    expect(Math.hypot(row.radialKm, row.transverseKm, row.normalKm)).toBeCloseTo(row.missKm, 6)
    expect(Math.hypot(plane.missXKm, plane.missYKm)).toBeCloseTo(row.missKm, 4)
    expect(plane.sigmaXKm / plane.sigmaYKm).toBeCloseTo(plane.aspectRatio, 9)
    expect(plane.hardBodyRadiusKm).toBe(0.002)
    const [first, second] = statesAtTca
    const speed = Math.hypot(
      ...[0, 1, 2].map((axis) => (second?.velocityTemeKmPerS[axis] ?? 0) - (first?.velocityTemeKmPerS[axis] ?? 0)),
    )
    expect(speed).toBeCloseTo(row.relativeSpeedKmPerS, 6)
    const sizes = [first, second].map((state) => Math.hypot(...(state?.velocityTemeKmPerS ?? [])))
    const [a = 0, b = 0] = sizes
    // Law of cosines.
    expect(Math.cos((approachAngleDeg * Math.PI) / 180)).toBeCloseTo((a * a + b * b - speed * speed) / (2 * a * b), 9)
    expect(track).toHaveLength(241)
    expect(Math.min(...track.map(({ rangeKm }) => rangeKm))).toBeCloseTo(row.missKm, 6)
    expect(track[120]).toMatchObject({ offsetS: 0 })
    expect(updates).toMatchObject([{ tcaUtc: row.tcaUtc, missKm: row.missKm, maxPc: row.maxPc }])
  }
})

test('alerts are told in the words of an officer, with the way to the encounter', async () => {
  const { judged, list } = await screened()
  const detections = judged.at(-1) ?? []
  const alerted = (await list({ alertedOnly: true, limit: 1000 })).items
  const links = alerted.map(({ id }) => `/space/ca/${id}`)
  expect(detections.length).toBeGreaterThan(0)
  expect(links).toEqual(expect.arrayContaining(detections.map(({ link }) => link)))
  expect(new Set(alerted.map(({ primary, secondary }) => `space/${primary.id}-${secondary.id}`))).toEqual(
    new Set(detections.map(({ key }) => key)),
  )
  for (const { ruleId, priority, reason, evidence, link } of detections) {
    expect({ ruleId, priority }).toEqual({ ruleId: 'all', priority: 'serious' })
    expect(reason).toContain('Rule know (advisory) fires too')
    const row = alerted.find(({ id }) => link === `/space/ca/${id}`)
    expect(evidence).toMatchObject({
      closest: {
        id: row?.id,
        missKm: Number(row?.missKm.toPrecision(6)),
        tcaUtc: expect.stringMatching(/^2026-01-01T\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
      actByUtc: expect.stringMatching(/^2026-01-01T\d\d:\d\d:\d\dZ$/),
    })
  }
  expect(detections).toHaveLength(new Set(detections.map(({ key }) => key)).size)
  expect(detections[0]?.title).toMatch(/cmd.* – .*cmd.*: \d\.\d{3} km$/)
})

test('past its closest approach an encounter is found no more', async () => {
  const { node, screening, judged } = await screened()
  expect(judged.at(-1)?.length).toBeGreaterThan(0)
  node.setNow(nowMs + 13 * 60 * minuteMs)
  await screening.tick()
  expect(judged.at(-1)).toEqual([])
})

test('a decision stands in the list, in the encounter and in the log, also after a restart', async () => {
  const { node, list, screening, catalogue, jobs } = await screened()
  const id = (await list({ sort: 'miss', limit: 1 })).items[0]?.id ?? ''
  const decided = await screening.handlers.decideApproach(
    { params: { id }, query: undefined, body: { decision: 'watch', reason: 'operator told' } },
    caller,
  )
  expect(decided.decisions).toMatchObject([{ officer: 'Sato', decision: 'watch', reason: 'operator told' }])
  await Promise.all([screening.close(), catalogue.close(), jobs.close()])
  const again = await open((await node.restart()).context)
  expect((await again.list({ sort: 'miss', limit: 1 })).items).toMatchObject([{ id, decision: 'watch' }])
  expect((await again.read(id)).decisions).toHaveLength(1)
})

test('a decision is forgotten once its encounter lies further back than element sets are kept, and the log keeps it', async () => {
  const { node, list, screening } = await screened()
  const id = (await list({ sort: 'miss', limit: 1 })).items[0]?.id ?? ''
  const body = { decision: 'watch', reason: 'operator told' } as const
  await screening.handlers.decideApproach({ params: { id }, query: undefined, body }, caller)
  const decisionNow = async () => (await list({ sort: 'miss', limit: 1 })).items[0]?.decision
  const { elementSetDays } = settings.retention
  node.setNow(nowMs + elementSetDays * 86_400_000)
  await screening.retain()
  expect(await decisionNow()).toBe('watch')
  node.setNow(nowMs + (elementSetDays + 0.5) * 86_400_000)
  await screening.retain()
  expect(await decisionNow()).toBeNull()
  const { store } = (await node.restart()).context
  expect(store.list('decisions')).toEqual([])
  expect(store.readLog({ kind: 'approach/decided', newestFirst: true, limit: 10 }).records).toMatchObject([
    { by: 'Sato', subject: id },
  ])
})

test('an export is marked in every row and holds no formula', async () => {
  const { screening } = await screened()
  const ask = { params: undefined, query: { format: 'csv' }, body: undefined } as const
  const { body, type } = await screening.streams.exportApproaches(ask, caller, new AbortController().signal)
  let text = ''
  for await (const piece of body instanceof Uint8Array ? [body] : body) text += String(piece)
  expect(type).toBe('text/csv; charset=utf-8')
  const [head = '', columns = '', ...rows] = text.split('\r\n').slice(0, -1)
  expect(head).toContain('TEST | REAL | close approaches within 10 km, 0.5 d from 2026-01-01T00:00:06.000Z')
  expect(columns.split(',').slice(0, 3)).toEqual(['marking', 'mode', 'id'])
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows) {
    expect(row.startsWith('TEST,REAL,')).toBe(true)
    for (const cell of row.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []) {
      expect(cell.replace(/^"/, '')).not.toMatch(/^[=+@\t＝]/)
      if (cell.startsWith('-') || cell.startsWith('"-'))
        expect(Number.isFinite(Number(cell.replace(/,$/, '')))).toBe(true)
    }
  }
})

test('a close approach that nobody knows is refused', async () => {
  const { read } = await screened()
  await expect(read('1-2-20260101T000000.000Z')).rejects.toMatchObject({ code: 'screening/unknown-approach' })
  await expect(read('nonsense')).rejects.toMatchObject({ code: 'screening/unknown-approach' })
})
