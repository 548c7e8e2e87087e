import { freshFolder, type RunningNode, runYagura, seededRandom, startNode } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { ask, pause, whenTrue } from './node-requests.ts'

type Note = { readonly seq: number; readonly text: string }
type Job = { readonly id: string; readonly state: string }
type Status = { readonly catalogue: { readonly objects: number } }
type Alert = { readonly id: string; readonly state: string }
type Page<Item> = { readonly items: readonly Item[]; readonly total: number }

/** Everything that the node has answered with a success: none of it may be gone. */
type Promised = { readonly notes: Note[]; readonly jobs: Set<string>; readonly acknowledged: Set<string> }

const kills = Number(process.env['YAGURA_KILLS'] ?? 100)
const longestLifeMs = 1500

const rule = {
  id: 'every-approach',
  objects: { all: true },
  maxMissKm: 0.5,
  leadTimeH: 48,
  priority: 'advisory',
  consequence: 'None: the objects are generated.',
  action: 'Acknowledge.',
  timeAllowedMin: 60,
}

/** Works as officers do until the node is gone: notes, screenings, acknowledgements, one after the other. */
async function work(node: RunningNode, promised: Promised): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const text = `note ${promised.notes.length}`
    const { seq } = (await ask(node, 'POST', '/api/v1/log', { text })) as { seq: number }
    promised.notes.push({ seq, text })
    const jobs = (await ask(node, 'GET', '/api/v1/jobs')) as Page<Job>
    const { catalogue } = (await ask(node, 'GET', '/api/v1/status')) as Status
    // Where nothing is known yet, asking for a screening fails, as it should.
    if (catalogue.objects > 0 && jobs.items.every(({ state }) => state === 'finished')) {
      const screening = { kind: 'screening', days: 0.1, withinKm: 2 }
      promised.jobs.add(((await ask(node, 'POST', '/api/v1/jobs', screening)) as Job).id)
    }
    const alerts = (await ask(node, 'GET', '/api/v1/alerts?state=new&priority=advisory&limit=3')) as Page<Alert>
    for (const { id } of alerts.items) {
      await ask(node, 'POST', `/api/v1/alerts/${id}/acknowledge`, {})
      promised.acknowledged.add(id)
    }
    await pause(turn === 0 ? 0 : 20)
  }
}

async function expectKept(node: RunningNode, promised: Promised): Promise<void> {
  const notes = new Map<number, string>()
  for (let offset = 0, total = 1; offset < total; offset += 1000) {
    const page = (await ask(node, 'GET', `/api/v1/log?kind=note&limit=1000&offset=${offset}`)) as Page<Note>
    total = page.total
    for (const { seq, text } of page.items) notes.set(seq, text)
  }
  for (const { seq, text } of promised.notes) expect(notes.get(seq)).toBe(text)
  const jobs = (await ask(node, 'GET', '/api/v1/jobs?limit=1000')) as Page<Job>
  const known = new Set(jobs.items.map(({ id }) => id))
  expect([...promised.jobs].filter((id) => !known.has(id))).toEqual([])
  expect(jobs.items.filter(({ state }) => state === 'failed')).toEqual([])
  const unseen = (await ask(node, 'GET', '/api/v1/alerts?state=new&limit=1000')) as Page<Alert>
  expect(unseen.items.filter(({ id }) => promised.acknowledged.has(id))).toEqual([])
}

test(`${kills} kills at any moment lose nothing that was acknowledged, and jobs go on`, async () => {
  const random = seededRandom(20261122)
  const promised: Promised = { notes: [], jobs: new Set(), acknowledged: new Set() }
  const dataFolder = freshFolder()
  for (let kill = 0; kill < kills; kill += 1) {
    const node = await startNode(['--simulated'], dataFolder)
    if (kill === 1) await ask(node, 'POST', '/api/v1/rules', rule)
    if (kill % 10 === 0) await expectKept(node, promised)
    const atWork = work(node, promised).catch((error: unknown) => error)
    await pause(random.uniform() * longestLifeMs)
    await node.kill()
    // What ends the work is the connection that breaks, never an answer.
    expect(String(await atWork)).toMatch(/fetch failed|terminated|ECONN|socket|JSON/)
  }
  expect(await runYagura(['check', '--data', dataFolder])).toMatchObject({ exitCode: 0 })
  const node = await startNode(['--simulated'], dataFolder)
  await expectKept(node, promised)
  await whenTrue(async () =>
    ((await ask(node, 'GET', '/api/v1/jobs')) as Page<Job>).items.every(({ state }) => state === 'finished'),
  )
  process.stdout.write(
    `${kills} kills: ${promised.notes.length} notes, ${promised.jobs.size} screenings, ${promised.acknowledged.size} acknowledgements kept\n`,
  )
  expect(promised.notes.length).toBeGreaterThan(kills)
  expect(promised.jobs.size).toBeGreaterThan(0)
  expect(promised.acknowledged.size).toBeGreaterThan(0)
  await node.stop()
})
