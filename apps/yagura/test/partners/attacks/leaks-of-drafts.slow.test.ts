import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Marking } from '@yagura/record'
import { type SeededRandom, seededRandom } from '@yagura/testkit'
import pino from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Operation } from '../../../src/api/contract/common.ts'
import { operations } from '../../../src/api/contract/operations.ts'
import { composeNode } from '../../../src/compose.ts'
import { consoleFolder, quickCost } from '../../api/test-server.ts'
import { stixThreadBundle } from '../../cyber/store/stix-thread-bundle.ts'
import { approach, sato, suzuki } from '../../releases/release-node.ts'
import { none, satoKey, signatureOf, suzukiKey, threeNodes } from '../../releases/three-nodes.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { administrator, pull, type TestPartner } from '../partner-nodes.ts'
import { askedFiles, filesBelow, logSizesOf } from './ways-out.ts'

const stixThread = stixThreadBundle()

vi.setConfig({ testTimeout: 280_000 })

const secretCount = 280
/** How far each record gets: by turns, so that each comes with every marking. */
const fates = ['previewed', 'refused', 'drafted', 'signed', 'withdrawn', 'released', 'recalled'] as const

/** What is drafted for partners, by what it says and by the hash of its body. */
type Secret = {
  readonly fate: (typeof fates)[number]
  readonly mark: Marking
  readonly word: string
  /** Empty where nothing was drafted. */
  id: string
}

function markOf(random: SeededRandom, isRefused: boolean): Marking {
  const grades = ['AUS', 'USA'].flatMap((nation) => {
    const grade = random.integer(0, 2)
    return grade === 0 ? [] : [[nation, grade] as const]
  })
  // A log is for two nations at least: whoever is named for display alone is not among them.
  const named = grades.some(([, grade]) => grade === 2)
    ? grades
    : [...grades.filter(([one]) => one !== 'USA'), ['USA', 2] as const]
  const aud = Object.fromEntries([...named, ['JPN', 2] as const].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  return { pol: 'TLP', lvl: 0, tlp: isRefused ? 'RED' : 'GREEN', mode: 'REAL', aud } as Marking
}

function makeSecrets(): readonly Secret[] {
  const random = seededRandom(4_005)
  return Array.from({ length: secretCount }, (_, index): Secret => {
    const fate = fates[index % fates.length] ?? 'drafted'
    const word = `secret-${createHash('sha256').update(`secret ${index}`).digest('hex').slice(0, 20)}`
    return { fate, mark: markOf(random, fate === 'refused'), word, id: '' }
  })
}

type Desk = Awaited<ReturnType<typeof threeNodes>>

/** Takes one record as far as it gets; gives the text of what was refused on the way. */
async function bringAbout({ handlers }: Desk, index: number, secret: Secret): Promise<string> {
  const body = { subject: { kind: 'approach', id: String(index) } as const, mark: secret.mark }
  if (secret.fate === 'previewed') {
    await handlers.previewRelease({ ...none, body }, sato)
    return ''
  }
  if (secret.fate === 'refused') {
    const refusal = await handlers.draftRelease({ ...none, body }, sato).catch((error: Error) => error)
    expect(refusal).toBeInstanceOf(Error)
    return refusal instanceof Error ? `${refusal.message} ${JSON.stringify(refusal)}` : ''
  }
  const { id, preview } = await handlers.draftRelease({ ...none, body }, sato)
  secret.id = preview.bodySha256
  if (secret.fate === 'drafted') return ''
  const params = { id }
  const sign = async (key: typeof satoKey, caller: typeof sato) =>
    handlers.signRelease({ params, query: undefined, body: await signatureOf(preview.body, key) }, caller)
  await sign(satoKey, sato)
  if (secret.fate === 'withdrawn') await handlers.withdrawRelease({ params, query: undefined, body: undefined }, sato)
  if (secret.fate === 'signed') {
    const refusal = await sign(suzukiKey, sato).catch((error: Error) => error)
    return refusal instanceof Error ? `${refusal.message} ${JSON.stringify(refusal)}` : ''
  }
  if (secret.fate === 'withdrawn') return ''
  await sign(suzukiKey, suzuki)
  return ''
}

/** Takes back what is to be recalled; by now the partners have it. */
async function recall({ handlers }: Desk, secrets: readonly Secret[]): Promise<void> {
  const { items } = await handlers.listReleases({ ...none, query: { state: 'released', limit: 1000 } }, sato)
  for (const { id, preview } of items) {
    if (!secrets.some((secret) => secret.fate === 'recalled' && secret.id === preview.bodySha256)) continue
    const params = { id }
    const asked = { params, query: undefined }
    const { recallDraft } = await handlers.draftRecall({ ...asked, body: { why: 'sent by mistake' } }, sato)
    await handlers.signRecall({ ...asked, body: await signatureOf(recallDraft?.body ?? '', satoKey) }, sato)
  }
}

/** What comes out, by which way, to whom; `shown` is what people read, where a recalled record must be gone. */
type Outcome = {
  readonly nation: 'AUS' | 'USA'
  readonly way: string
  readonly grade: 1 | 2
  readonly isShown: boolean
  readonly text: string
}

/** By the words of the specification alone. */
function isLeak({ fate, mark }: Secret, { nation, grade, isShown }: Outcome, isContent: boolean): boolean {
  if (fate !== 'released' && fate !== 'recalled') return true
  if ((mark.aud?.[nation] ?? 0) < grade) return true
  return isContent && isShown && fate === 'recalled'
}

function leaksIn(outcome: Outcome, secrets: readonly Secret[]): readonly string[] {
  return secrets.flatMap((secret) => {
    const [says, names] = [outcome.text.includes(secret.word), secret.id !== '' && outcome.text.includes(secret.id)]
    const isLeaked = (says && isLeak(secret, outcome, true)) || (names && isLeak(secret, outcome, false))
    return isLeaked ? [`${secret.fate} ${JSON.stringify(secret.mark.aud)} to ${outcome.nation} by ${outcome.way}`] : []
  })
}

/** The view of a partner, page by page, with pages so short that each begins in the middle. */
async function* views({ handlers }: Desk, node: string): AsyncGenerator<string> {
  let [offset, total, shown] = [0, 1, 0]
  for (; offset < total; offset += 7) {
    const asked = { params: { node }, query: { offset, limit: 7 }, body: undefined }
    const page = await handlers.viewAsPartner(asked, administrator)
    total = page.total
    shown += page.items.length
    yield JSON.stringify(page)
  }
  expect(shown, 'a total that counts what is not shown').toBe(total)
}

async function* waysOut(desk: Desk, partner: TestPartner, nation: 'AUS' | 'USA'): AsyncGenerator<Outcome> {
  const { jp } = desk
  const leaves = (way: string, bytes: Uint8Array | string): Outcome => {
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1')
    return { nation, way, grade: 2, isShown: false, text }
  }
  const everybody = [jp.node, desk.us.node, desk.au.node]
  for await (const bytes of askedFiles(jp, partner, await logSizesOf(jp), everybody)) yield leaves('listener', bytes)
  const folder = temporaryFolder()
  const asked = { params: { node: partner.node }, query: undefined, body: { folder } }
  await jp.service.handlers.exportPartnerLogs(asked, administrator)
  for (const bytes of filesBelow(folder)) yield leaves('carried media', bytes)
  for await (const text of views(desk, partner.node)) yield { ...leaves('view', text), grade: 1, isShown: true }
}

/** A partner's whole node on its own store: every question of its API by its address. */
async function* answersOf(partner: TestPartner, secrets: readonly Secret[]): AsyncGenerator<string> {
  const node = await composeNode({
    ...{ dataFolder: partner.dataFolder, mode: 'REAL', sources: [], allowedFolders: [], threadCount: 1 },
    ...{ listen: { host: '127.0.0.1', port: 0 }, consoleFolder: consoleFolder(), version: '0.0.0' },
    ...{ officers: { passwordCost: quickCost }, logger: pino({ level: 'silent' }) },
    stixThread: stixThread(),
  })
  onTestFinished(() => node.close())
  const { token } = JSON.parse(readFileSync(join(partner.dataFolder, 'node.json'), 'utf8'))
  const get = async (path: string): Promise<{ status: number; head: string; text: string }> => {
    const response = await fetch(`${node.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    return { status: response.status, head: JSON.stringify([...response.headers]), text: await response.text() }
  }
  const absent = 'f'.repeat(64)
  const unknown = await get(`/api/v1/shared-records/${absent}`)
  for (const secret of secrets.filter(({ id }) => id !== '').filter((_, index) => index % 5 === 0)) {
    const { status, text } = await get(`/api/v1/shared-records/${secret.id}`)
    if (status === 404) expect(text.replaceAll(secret.id, absent)).toBe(unknown.text)
    else yield text
  }
  for (const path of addresses()) {
    let total = 0
    for (let offset = 0; offset === 0 || offset < total; offset += 50) {
      const page = path.includes('offset=') ? path.replace('offset=0', `offset=${offset}`) : path
      const { head, text } = await get(page)
      yield `${head}\n${text}`
      total = path.includes('offset=') ? Number(/"total":(\d+)/.exec(text)?.[1] ?? 0) : 0
    }
  }
}

/** The address of every question that is no stream of events, with every form of file and the parts of every list. */
function addresses(): readonly string[] {
  const table: Record<string, Operation> = operations
  return Object.entries(table).flatMap(([id, { method, url, query }]) => {
    if (method !== 'GET' || id === 'streamEvents') return []
    const path = url.replace(':node', 'jp.example').replace(/:\w+/, 'none')
    const members = Object.keys(query?.properties ?? {})
    const paged = members.includes('offset') ? ['offset=0&limit=50'] : ['']
    const forms = members.includes('format') ? ['format=csv', 'format=ndjson'] : paged
    return forms.map((form) => (form === '' ? path : `${path}?${form}`))
  })
}

test('drafts come out to nobody before they are released, and what was recalled is shown to nobody any more', async () => {
  const secrets = makeSecrets()
  const desk = await threeNodes(async (subject) => ({
    ...approach,
    data: {
      ...(approach.data as object),
      secondary: { id: 29999, name: secrets[Number('id' in subject ? subject.id : '')]?.word },
    },
  }))
  const { jp, us, au } = desk
  const told: string[] = []
  jp.context.live.subscribe((event) => told.push(JSON.stringify(event)))
  for (const [index, secret] of secrets.entries()) told.push(await bringAbout(desk, index, secret))
  const visits = async () => {
    for (const partner of [us, au, us, au]) await pull(partner, jp)
  }
  await visits()
  await recall(desk, secrets)
  await visits()

  const partners = [
    [us, 'USA'],
    [au, 'AUS'],
  ] as const
  const leaks: string[] = []
  const found = new Map<string, number>()
  const look = (outcome: Outcome): void => {
    leaks.push(...leaksIn(outcome, secrets))
    const words = secrets.filter(({ word }) => outcome.text.includes(word)).length
    found.set(outcome.way, (found.get(outcome.way) ?? 0) + words)
  }
  for (const [partner, nation] of partners) {
    for await (const outcome of waysOut(desk, partner, nation)) look(outcome)
  }
  for (const [partner, nation] of partners) {
    await partner.stop()
    const toNation = { nation, grade: 2 } as const
    for (const bytes of filesBelow(partner.dataFolder)) {
      look({ ...toNation, way: 'its store', isShown: false, text: Buffer.from(bytes).toString('latin1') })
    }
    for await (const text of answersOf(partner, secrets)) look({ ...toNation, way: 'its API', isShown: true, text })
  }
  expect([...new Set(leaks)]).toEqual([])
  expect(secrets.filter(({ word }) => told.some((text) => text.includes(word)))).toEqual([])
  // A search that finds nothing where something must be would prove nothing.
  expect([...found.keys()].toSorted()).toEqual(['carried media', 'its API', 'its store', 'listener', 'view'])
  expect(Math.min(...found.values())).toBeGreaterThan(20)
})
